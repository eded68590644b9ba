// The system calls of a run or a build: the first and the last of them, filtered, and as text.
import type { TracedCall } from '../../workers/protocol/trace.ts';

/** A call with its number in the run, from 1 on. */
export interface NumberedCall extends TracedCall {
  number: number;
}

/** As many calls as are kept: of more, the last. */
const kept = 50_000;

const refresh = 100;

/** The trace of the latest run, or of the tools of the latest build, when it was switched on. */
export class TraceState {
  /** Whether the next run or build is traced. */
  isOn = $state(false);
  /** What a call's line must contain; a word with a minus before it must not be there. */
  filter = $state('');
  #calls: NumberedCall[] = [];
  #total = 0;
  #shown: readonly NumberedCall[] = $state.raw([]);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The calls that the filter lets through, in order. */
  readonly matching: readonly NumberedCall[] = $derived.by(() => {
    const words = this.filter.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return this.#shown;
    return this.#shown.filter((call) => {
      const line = callLine(call).toLowerCase();
      return words.every((word) =>
        word.length > 1 && word.startsWith('-') ? !line.includes(word.slice(1)) : line.includes(word),
      );
    });
  });
  /** How many calls there were, and how many of them are kept. */
  readonly counts = $derived({ total: this.#shown.at(-1)?.number ?? 0, kept: this.#shown.length });

  /** A run or a build begins: what was before is forgotten. */
  begin(): void {
    this.#calls = [];
    this.#total = 0;
    this.#show();
  }

  add(calls: readonly TracedCall[]): void {
    for (const call of calls) this.#calls.push({ ...call, number: ++this.#total });
    if (this.#calls.length > 2 * kept) this.#calls = this.#calls.slice(-kept);
    this.#timer ??= setTimeout(() => this.#show(), refresh);
  }

  /** The calls that the filter lets through, a line each. */
  get text(): string {
    return this.matching.map((call) => `${callLine(call)}\n`).join('');
  }

  #show(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#shown = this.#calls.slice(-kept);
  }
}

/** A call as strace -r -T writes it, in seconds. */
export function callLine({ process, at, took, name, args, result }: TracedCall): string {
  return `${process === undefined ? '' : `${process} `}${(at / 1000).toFixed(6)} ${name}(${args}) = ${result} <${(took / 1000).toFixed(6)}>`;
}
