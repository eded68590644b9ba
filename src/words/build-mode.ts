// Says what each -buildmode gives.
import type { BuildMode } from '../project/build-mode.ts';
import { m } from './compiled/settings.js';

/** A mode with what it gives; `default` says nothing more than its name. */
export function buildModeLabel(mode: BuildMode): string {
  if (mode === 'pie') return m.mode_pie();
  return mode === 'c-shared' ? m.mode_c_shared() : mode;
}
