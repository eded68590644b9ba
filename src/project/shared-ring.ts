// The layout of shared memory through which typed input reaches a worker: a ring of bytes behind three numbers.

/** Index of each number: bytes written and bytes read so far, both modulo 2^32, and whether the writer has ended. */
export const RING = { written: 0, read: 1, ended: 2 } as const;

/** Bytes before the ring, and in it. */
export const RING_HEAD = 16;
export const RING_SIZE = 65_536;

/** The two views of a ring's memory. */
export function ringOf(buffer: SharedArrayBuffer): { head: Int32Array; bytes: Uint8Array } {
  return { head: new Int32Array(buffer, 0, 3), bytes: new Uint8Array(buffer, RING_HEAD, RING_SIZE) };
}
