// What the vet tool tells go of each package: its findings with the names of the analyzers, which go does not print.
import type { Folder } from '../wasi/folder.ts';

/** One finding, at vet's own place. */
export interface Finding {
  /** Absolute path, with line and column: /work/main.go:9:14. */
  position: string;
  message: string;
  /** The analyzer's name, for example printf. */
  analyzer: string;
}

/**
 * The findings of a process of vet that has ended, by its arguments; none of any other. It leaves them beside its
 * configuration (Stdout of vetConfig in cmd/go/internal/work/exec.go); releases that do not are left without names.
 */
export function findingsOf(argv: readonly string[], tree: Folder): Finding[] {
  const configuration = argv.at(-1) ?? '';
  if (!argv[0]?.endsWith('/vet') || !configuration.endsWith('/vet.cfg')) return [];
  const told = tree.file(configuration.replace(/vet\.cfg$/, 'vet.stdout'));
  return told ? parseFindings(new TextDecoder().decode(told.bytes)) : [];
}

/**
 * The findings in the JSON of one vet process: package ID → analyzer → findings, or an error in place of them
 * (golang.org/x/tools/go/analysis/internal/analysisflags, JSONTree). What is no JSON has none.
 */
export function parseFindings(text: string): Finding[] {
  let tree: unknown;
  try {
    tree = JSON.parse(text);
  } catch {
    return [];
  }
  return entriesOf(tree).flatMap(([, analyzers]) =>
    entriesOf(analyzers).flatMap(([analyzer, found]) =>
      (Array.isArray(found) ? found : []).flatMap((finding) => findingOf(analyzer, finding)),
    ),
  );
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function findingOf(analyzer: string, value: unknown): Finding[] {
  const { posn: position, message } = Object.fromEntries(entriesOf(value));
  return typeof position === 'string' && typeof message === 'string' ? [{ position, message, analyzer }] : [];
}
