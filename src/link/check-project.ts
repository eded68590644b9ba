// Decides whether a project can stand in a link: names that every system can hold, and nothing that leads out of it.
import { pathProblem } from '../project/file-path.ts';
import { foreignInputs } from './foreign-inputs.ts';
import { bounds, LinkError, type LinkedProject, type LinkProblem } from './linked-project.ts';

/** Throws a LinkError for the first thing that is wrong. */
export function checkProject({ files, settings, targets }: LinkedProject): void {
  if (files.length === 0) throw new LinkError({ kind: 'no files' });
  if (files.length > bounds.files) throw new LinkError({ kind: 'too many', limit: bounds.files });
  if (targets.length === 0 || targets.length > bounds.targets)
    throw new LinkError({ kind: 'malformed', what: 'targets' });
  const problem = namesProblem(files.map(({ path }) => path));
  if (problem) throw new LinkError(problem);
  const [input] = foreignInputs(settings, files);
  if (input) throw new LinkError({ kind: 'foreign input', input });
}

/**
 * What is wrong with the paths of a project; undefined when nothing is. Paths that differ in case or in the composition of
 * their characters only are one file on macOS and Windows.
 */
export function namesProblem(paths: readonly string[]): LinkProblem | undefined {
  const files = new Map<string, string>();
  const folders = new Map<string, string>();
  for (const path of paths) {
    const problem = pathProblem(path, []);
    if (problem) return { kind: 'path', path, problem };
    const key = folded(path);
    const other = files.get(key) ?? folders.get(key);
    if (other !== undefined) return { kind: 'same name', path, other };
    files.set(key, path);
    for (let at = key.lastIndexOf('/'); at > 0; at = key.lastIndexOf('/', at - 1)) {
      const folder = key.slice(0, at);
      const file = files.get(folder);
      if (file !== undefined) return { kind: 'same name', path, other: file };
      folders.set(folder, path);
    }
  }
  return undefined;
}

const folded = (path: string) => path.normalize('NFC').toLowerCase().normalize('NFC');

// Names that Windows keeps for devices, with any ending (learn.microsoft.com/windows/win32/fileio/naming-a-file).
const devices = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

/** Paths that Windows cannot hold, though go builds them anywhere else. */
export function pathsWindowsCannotHold(paths: readonly string[]): string[] {
  return paths.filter((path) => path.split('/').some((part) => devices.test(part) || /[. ]$/.test(part)));
}
