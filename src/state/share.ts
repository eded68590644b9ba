// What can be shared of the project as it is: its up-to-date binaries, and the link to all of it.
import { withRecord } from '../link/link.ts';
import type { LinkedProject, LinkedTarget } from '../link/linked-project.ts';
import { partMarks } from '../link/part-marks.ts';
import { withoutIds } from '../project/project.ts';
import { targetLabel, type Target } from '../project/target.ts';
import type { Playground } from './playground.svelte.ts';

/** A binary that the project gives as it is now. */
export interface FreshBinary {
  readonly label: string;
  readonly target: Target;
  readonly sha256: string;
  /** Rejects when the browser does not keep it any more. */
  readonly read: () => Promise<Uint8Array<ArrayBuffer>>;
}

/** The binaries that were built from the files and settings as they are: those built one by one, then those of the set. */
export function freshBinaries({ project, settings, building, set }: Playground): FreshBinary[] {
  const { revision } = project;
  const single = building.finished
    .filter((finished) => finished.revision === revision && finished.settings === settings)
    .map(({ target, binary }) => ({
      label: targetLabel(target),
      target,
      sha256: binary.sha256,
      read: async () => new Uint8Array(await binary.blob.arrayBuffer()),
    }));
  const ofSet = set.rows.flatMap(({ name, target, binary, revision: from }) =>
    binary && from === revision && binary.settings === settings
      ? [{ label: name, target, sha256: binary.sha256, read: () => set.read(binary) }]
      : [],
  );
  const known = new Set(single.map(({ label }) => label));
  return [...single, ...ofSet.filter(({ label }) => !known.has(label))];
}

/**
 * The project with the chosen binaries, or for its target alone when none is chosen. Undefined before the release is known.
 * Rejects when a binary cannot be read any more.
 */
export async function linkedProject(
  { project, settings, manifest, target }: Playground,
  chosen: readonly FreshBinary[],
): Promise<LinkedProject | undefined> {
  if (!manifest) return undefined;
  const files = withoutIds(project.files);
  const targets: LinkedTarget[] = [];
  for (const { target, sha256, read } of chosen)
    targets.push({ target, expected: { sha256, marks: partMarks(await read()) } });
  return withRecord({
    release: manifest.release,
    settings,
    files,
    targets: targets.length > 0 ? targets : [{ target }],
  });
}
