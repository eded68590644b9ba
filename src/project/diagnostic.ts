// A message of the compiler at its place in the sources.

/** A message of the compiler, at Go's own 1-based line and column (column counts bytes, as Go does). */
export interface Diagnostic {
  /** Path relative to the project's root. */
  file: string;
  line: number;
  /** Absent when Go names none. */
  column?: number;
  message: string;
  severity: 'error' | 'warning';
  /** The analyzer of `go vet` that found it, for example printf; absent when it is not known or another tool said it. */
  analyzer?: string;
}

/** Diagnostics without those that say the same of the same place. */
export function eachOnce(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const key = ({ file, line, column, message }: Diagnostic) => `${file}:${line}:${column}: ${message}`;
  return [...new Map(diagnostics.toReversed().map((each) => [key(each), each])).values()].reverse();
}
