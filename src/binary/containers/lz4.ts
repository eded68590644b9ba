// Unpacks LZ4 as kernels of Linux are compressed with: blocks with their sizes, behind a magic number.
// github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md, and “Legacy frame” in lz4_Frame_format.md
import type { Decompressor } from './compression.ts';

const mostBlock = 8 << 20;

/** unlz4 unpacks a legacy frame. Rejects for blocks that are damaged or cut. */
export const unlz4: Decompressor = (bytes, sink) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 4; at + 4 <= bytes.length;) {
    const size = view.getUint32(at, true);
    const end = at + 4 + size;
    sink(block(bytes.subarray(at + 4, end)));
    if (end > bytes.length) return Promise.reject(new Error('unexpected EOF'));
    at = end;
  }
  return Promise.resolve();
};

function block(bytes: Uint8Array): Uint8Array {
  const output = new Uint8Array(mostBlock);
  let [at, end] = [0, 0];
  const length = (start: number) => {
    let size = start;
    if (start === 15)
      for (let byte = 255; byte === 255 && at < bytes.length; size += byte) byte = bytes[at++]!;
    return size;
  };
  while (at < bytes.length) {
    const token = bytes[at++]!;
    const literals = Math.min(length(token >> 4), mostBlock - end);
    output.set(bytes.subarray(at, at + literals), end);
    at += literals;
    end += literals;
    if (at + 2 > bytes.length) break;
    const distance = bytes[at]! | (bytes[at + 1]! << 8);
    at += 2;
    const match = Math.min(4 + length(token & 15), mostBlock - end);
    if (distance === 0 || distance > end) throw new Error('LZ4');
    for (let left = match; left > 0; left--, end++) output[end] = output[end - distance]!;
  }
  return output.subarray(0, end);
}
