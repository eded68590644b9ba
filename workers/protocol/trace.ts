// A system call of a process, as the page is told of it.

/** One WASI call. */
export interface TracedCall {
  /** Which process made it, where there are several: its argv[0] without folders, for example compile. */
  process?: string;
  /** Milliseconds from the start of the process, and how long the call took (waiting included). */
  at: number;
  took: number;
  name: string;
  /** In words, as strace writes them. */
  args: string;
  /** A value, or the name of an errno; "?" for a call that did not return. */
  result: string;
}
