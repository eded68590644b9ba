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
}
