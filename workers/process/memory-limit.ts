// Writes into a WebAssembly module how far its memory may grow.

const pageSize = 65_536;
/** What 32-bit addresses reach. */
const mostPages = 65_536;
const memorySection = 5;

/**
 * The module with a maximum of at most so many bytes in its memory section
 * (https://webassembly.github.io/spec/core/binary/modules.html#memory-section): memory.grow then fails beyond it, as it does
 * when a machine has no more. Undefined for what is no module with one memory of 32 bits, or needs more to begin with.
 */
export function limitMemory(bytes: Uint8Array, most: number): Uint8Array | undefined {
  try {
    const section = findSection(bytes, memorySection);
    if (!section) return undefined;
    const { start, end } = section;
    const count = readUint(bytes, start);
    const flags = bytes[count.next];
    if (count.value !== 1 || (flags !== 0 && flags !== 1)) return undefined;
    const least = readUint(bytes, count.next + 1);
    const own = flags === 1 ? readUint(bytes, least.next).value : mostPages;
    const limit = Math.min(own, mostPages, Math.floor(most / pageSize));
    if (least.value > limit) return undefined;
    const content = [1, 1, ...uint(least.value), ...uint(limit)];
    return joined(
      bytes.subarray(0, section.head),
      [memorySection, ...uint(content.length), ...content],
      bytes.subarray(end),
    );
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

/** Where a section stands: its id byte, its content, its end. */
interface Section {
  head: number;
  start: number;
  end: number;
}

function findSection(bytes: Uint8Array, id: number): Section | undefined {
  if (bytes[0] !== 0 || bytes[1] !== 0x61 || bytes[2] !== 0x73 || bytes[3] !== 0x6d) return undefined;
  for (let head = 8; head < bytes.length;) {
    const size = readUint(bytes, head + 1);
    const end = size.next + size.value;
    if (end > bytes.length) return undefined;
    if (bytes[head] === id) return { head, start: size.next, end };
    head = end;
  }
  return undefined;
}

/** An unsigned LEB128 of 32 bits. Throws RangeError for one that is cut off or too long. */
function readUint(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  for (let i = 0; i < 5; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) break;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { value, next: at + i + 1 };
  }
  throw new RangeError('no LEB128 number');
}

function uint(value: number): number[] {
  const bytes: number[] = [];
  for (; value >= 0x80; value = Math.floor(value / 128)) bytes.push((value % 128) | 0x80);
  return [...bytes, value];
}

function joined(...parts: (Uint8Array | number[])[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
