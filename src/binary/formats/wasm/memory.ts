// The memory a WebAssembly module starts with, put together from its data section.
// https://webassembly.github.io/spec/core/binary/modules.html#data-section
import type { Leb128Reader } from '../../read/leb128-reader.ts';
import type { WasmFile } from './file.ts';

/** A data segment: where it goes, and where its bytes are in the file. */
interface DataSegment {
  readonly address: number;
  readonly start: number;
  readonly size: number;
}

// The linker leaves out zeros, so memory is larger than the section; a hostile module could ask for 4 GiB with one byte.
const mostZeros = 16 << 20;

/**
 * initialMemory returns the memory up to its last initialized byte; undefined when there is none, or when it is so much
 * larger than the file that no linker has made it. Throws an InspectError when the data section is damaged.
 */
export function initialMemory(file: WasmFile): Uint8Array | undefined {
  const segments = activeSegments(file.open('data'));
  const end = segments.reduce((most, { address, size }) => Math.max(most, address + size), 0);
  if (end === 0 || end > file.bytes.length + mostZeros) return undefined;
  const memory = new Uint8Array(end);
  for (const { address, start, size } of segments)
    memory.set(file.bytes.subarray(start, start + size), address);
  return memory;
}

/** The segments for memory 0 whose address is a constant, which is how linkers place data. */
function activeSegments(reader: Leb128Reader | undefined): DataSegment[] {
  const segments: DataSegment[] = [];
  if (!reader) return segments;
  for (let left = reader.count('segment count'); left > 0; left--) {
    const kind = reader.unsigned('segment kind');
    if (kind !== 0 || reader.u8('segment address') !== i32Const) return segments; // Passive, or of another memory.
    const address = reader.unsigned('segment address');
    reader.u8('end of segment address');
    const size = reader.unsigned('segment size');
    segments.push({ address, size, start: reader.skip(size, 'segment') });
  }
  return segments;
}

const i32Const = 0x41;
