// Reads a coverage profile of `go test -coverprofile` (golang.org/x/tools/cover describes it; cmd/cover reads the same).

/** A stretch of a file's statements, 1-based, columns in bytes; the end is behind the last character. */
export interface CoveredRange {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
  statements: number;
  /** How often it ran; 0 or 1 in mode "set". */
  count: number;
}

/** What of one file ran. */
export interface FileCoverage {
  /** Path relative to the project's root. */
  path: string;
  statements: number;
  /** Statements that ran. */
  covered: number;
  ranges: readonly CoveredRange[];
}

const block = /^(.+):(\d+)\.(\d+),(\d+)\.(\d+) (\d+) (\d+)$/;

/**
 * The coverage of the files of a module, in the order of their paths. A stretch that several packages' tests ran has the sum of
 * their counts. Files of other modules, and lines that are none of a profile, are left out.
 */
export function readProfile(profile: string, module: string): FileCoverage[] {
  const files = new Map<string, Map<string, CoveredRange>>();
  for (const line of profile.split('\n')) {
    const match = block.exec(line);
    if (!match?.[1]?.startsWith(`${module}/`)) continue;
    const path = match[1].slice(module.length + 1);
    const [startLine, startColumn, endLine, endColumn, statements, count] = match
      .slice(2)
      .map(Number) as number[];
    const ranges = files.get(path) ?? new Map<string, CoveredRange>();
    files.set(path, ranges);
    const key = match.slice(2, 6).join(' ');
    const before = ranges.get(key)?.count ?? 0;
    ranges.set(key, {
      ...{ startLine: startLine!, startColumn: startColumn!, endLine: endLine!, endColumn: endColumn! },
      statements: statements!,
      count: before + count!,
    });
  }
  return [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, ranges]) => {
      const all = [...ranges.values()].sort(
        (a, b) => a.startLine - b.startLine || a.startColumn - b.startColumn,
      );
      const covered = all.filter(({ count }) => count > 0);
      return { path, ranges: all, statements: sum(all), covered: sum(covered) };
    });
}

function sum(ranges: readonly CoveredRange[]): number {
  return ranges.reduce((total, { statements }) => total + statements, 0);
}
