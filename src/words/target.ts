// Says what an architecture is.
import { own } from '../project/own-name.ts';
import { targetName, type Target } from '../project/target.ts';
import { m } from './compiled/project.js';

const architectures: Record<string, () => string> = {
  amd64: m.architecture_amd64,
  386: m.architecture_386,
  arm64: m.architecture_arm64,
  arm: m.architecture_arm,
  loong64: m.architecture_loong64,
  mips: m.architecture_mips,
  mipsle: m.architecture_mipsle,
  mips64: m.architecture_mips64,
  mips64le: m.architecture_mips64le,
  ppc64: m.architecture_ppc64,
  ppc64le: m.architecture_ppc64le,
  riscv64: m.architecture_riscv64,
  s390x: m.architecture_s390x,
  wasm: m.architecture_wasm,
};

/** The architecture of a target in words; what has none goes by its GOARCH. */
export function architectureLabel(target: Pick<Target, 'goos' | 'goarch'>): string {
  if (targetName(target) === 'darwin/arm64') return m.architecture_arm64_apple();
  return own(architectures, target.goarch)?.() ?? target.goarch;
}
