// Finds the text of runtime.buildVersion, which stays in a Go program whose build information was removed.
import type { BinaryFile } from '../binary-file.ts';
import { bytesOf, indexOfBytes, latin1Of, type ByteReader } from '../read/byte-reader.ts';

/** How a release calls itself, with the experiments it was built with: go1.27.3 X:nocoverageredesign. */
const versions =
  /^(?:go1\.\d{1,3}(?:\.\d{1,3})?(?:(?:rc|beta)\d{1,2})?(?:[-+ ][\w.,:+ -]{1,80})?|devel [\w.,:+ -]{1,80})$/;
/** The order of bytes and the size of addresses in a program, which in Plan 9 are not those of its header. */
type Words = Pick<ByteReader, 'byteOrder' | 'wordSize'>;

const mostCandidates = 64;
/** In a hostile file all words may be the same address. */
const mostPointers = 512;
const longest = 100;

/**
 * versionText returns the text, or an empty one. Many texts of a program name releases; the version is the one that a Go string
 * points at, in words as the line table has them: its address stands in the data with its length behind it, or as the addend of a relocation.
 */
export function versionText(file: BinaryFile, { byteOrder, wordSize }: Words): string {
  const left = { pointers: mostPointers };
  for (const start of occurrences(file.bytes, bytesOf('go1.'))) {
    const address = addressOf(file, start);
    const found = address !== undefined && pointedAt(file, { byteOrder, wordSize }, start, address, left);
    if (found) return found;
  }
  return '';
}

function occurrences(bytes: Uint8Array, pattern: Uint8Array): number[] {
  const found: number[] = [];
  for (let at = indexOfBytes(bytes, pattern); at >= 0; at = indexOfBytes(bytes, pattern, at + 1)) {
    if (/^go1\.\d/.test(latin1Of(bytes.subarray(at, at + 5)))) found.push(at);
    if (found.length === mostCandidates) break;
  }
  return found;
}

function addressOf(file: BinaryFile, offset: number): bigint | undefined {
  const segment = file
    .segments()
    .find((each) => offset >= each.offset && offset < each.offset + each.fileSize);
  return segment && segment.address + BigInt(offset - segment.offset);
}

function pointedAt(
  file: BinaryFile,
  words: Words,
  start: number,
  address: bigint,
  left: { pointers: number },
): string {
  const size = words.wordSize;
  const pattern = wordBytes(words, address);
  const { bytes } = file;
  for (let at = indexOfBytes(bytes, pattern); at >= 0; at = indexOfBytes(bytes, pattern, at + 1)) {
    if (left.pointers-- <= 0) break;
    const behind = wordIn(words, bytes.subarray(at + size, at + 2 * size));
    // r_offset, r_info, r_addend: the length stands behind what is relocated.
    const relocated = wordIn(words, bytes.subarray(Math.max(0, at - 2 * size), Math.max(0, at - size)));
    const length = file.bytesAt(relocated + BigInt(size));
    const lengths = [behind, ...(length ? [wordIn(words, length.subarray(0, size))] : [])];
    for (const each of lengths) {
      const text = each < BigInt(longest) ? latin1Of(bytes.subarray(start, start + Number(each))) : '';
      if (versions.test(text)) return text;
    }
  }
  return '';
}

function wordBytes({ byteOrder, wordSize }: Words, word: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  const little = byteOrder === 'little';
  const view = new DataView(bytes.buffer);
  if (wordSize === 8) view.setBigUint64(0, word, little);
  else view.setUint32(0, Number(BigInt.asUintN(32, word)), little);
  return bytes.subarray(0, wordSize);
}

function wordIn({ byteOrder }: Words, bytes: Uint8Array): bigint {
  const ordered = byteOrder === 'little' ? [...bytes].reverse() : [...bytes];
  return ordered.reduce((word, byte) => (word << 8n) | BigInt(byte), 0n);
}
