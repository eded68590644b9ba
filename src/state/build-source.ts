// Finished builds as something to inspect.
import type { FinishedBinary } from './build-state.svelte.ts';
import { targetLabel } from '../project/target.ts';
import type { Source } from './inspection.svelte.ts';

/** buildSource names a finished binary so that the same one is opened only once. */
export function buildSource({ name, target, binary, files }: FinishedBinary): Source & { key: string } {
  const label = targetLabel(target);
  return { name: `${name} for ${label}`, bytes: binary.blob, key: `${label} ${binary.sha256}`, files };
}
