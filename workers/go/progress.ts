// How far a command is, told by the processes that go starts.
import type { GoProgress } from '../protocol/go.ts';

/** Counts the packages as their compiles start; a package is done when the next one starts. `total` is how many there are. */
export function progressReporter(
  total: number,
  onProgress: (progress: GoProgress) => void,
): (argv: string[]) => void {
  const started = new Set<string>();
  return (argv) => {
    const tool = argv[0]?.slice(argv[0].lastIndexOf('/') + 1);
    if (tool === 'link') onProgress({ phase: 'link' });
    const name = argv[argv.indexOf('-p') + 1];
    if (tool !== 'compile' || name === undefined || started.has(name)) return;
    const done = started.size;
    started.add(name);
    onProgress({ phase: 'compile', done, total: Math.max(total, done + 1), package: name });
  };
}
