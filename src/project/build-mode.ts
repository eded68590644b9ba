// Which -buildmode a target is offered, and why.

import type { Settings } from './settings.ts';
import { targetName, type Target } from './target.ts';

/** A value of -buildmode. */
export type BuildMode = Settings['buildmode'];

// InternalLinkPIESupported in GOROOT/src/internal/platform/supported.go (go1.27): the ports whose
// position-independent executables need no C toolchain.
const LINKS_PIE = new Set([
  'android/arm64',
  'darwin/amd64',
  'darwin/arm64',
  'linux/amd64',
  'linux/arm64',
  'linux/loong64',
  'linux/ppc64',
  'linux/ppc64le',
  'linux/s390x',
  'windows/386',
  'windows/amd64',
  'windows/arm64',
]);

/** The modes that give a file without a C toolchain. For any other go says itself what it lacks. */
export function offeredModes(target: Target): BuildMode[] {
  const name = targetName(target);
  if (name === 'wasip1/wasm') return ['default', 'c-shared'];
  return LINKS_PIE.has(name) ? ['default', 'pie'] : ['default'];
}
