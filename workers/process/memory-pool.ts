// The linear memories of tools, which one process after the other uses.

/**
 * What a memory begins with. V8 collects garbage at every memory.grow, so one big step saves up to half of a small build;
 * pages that are not touched cost nothing.
 */
const aheadBytes = 288e6;

/** The most that is kept between processes; what a big package needed goes back to the system. */
const keptBytes = 256 * 1024 * 1024;

const pageSize = 65536;

/**
 * Memories to lend to processes. A page of memory that was used before costs nothing; a fresh one costs a page fault,
 * and a small build touches 28,000 of them: a quarter of its time.
 */
export class MemoryPool {
  readonly #free: WebAssembly.Memory[] = [];

  /** A memory of zeros, of 288 MB where the browser grants that. Give it back when the process has ended. */
  take(): WebAssembly.Memory {
    return this.#free.pop() ?? newMemory();
  }

  /** Takes back a memory nobody uses any more; everything from `end` on, in bytes, must be as it came. */
  giveBack(memory: WebAssembly.Memory, end: number): void {
    if (end > keptBytes) return;
    new Uint8Array(memory.buffer, 0, end).fill(0);
    this.#free.push(memory);
  }
}

/** A browser may refuse a big memory (little is left); the process then begins small and grows as it goes. */
function newMemory(): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: Math.ceil(aheadBytes / pageSize) });
  } catch {
    // RangeError: nothing is lost but time. 32 MiB is more than any tool is linked to begin with.
    return new WebAssembly.Memory({ initial: 512 });
  }
}
