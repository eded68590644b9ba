// The parts tiny files are made of in the tests: layouts, texts, build information.
import { bytesOf, type ByteOrder, type WordSize } from '../read/byte-reader.ts';
import { layoutSize, type Layout } from '../read/layout.ts';

/** Values are the values of a layout's fields by name. */
export type Values = Readonly<Record<string, number | bigint | string>>;

/** write lays values out; fields without a value are zero. */
export function write(layout: Layout, values: Values, order: ByteOrder, wordSize: WordSize = 4): Uint8Array {
  const bytes = new Uint8Array(layoutSize(layout, wordSize));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [name, spec] of Object.entries(layout)) {
    const type = typeof spec === 'string' ? spec : spec[0];
    const size = layoutSize({ name: type }, wordSize);
    const value = values[name] ?? 0;
    if (typeof value === 'string') bytes.set(bytesOf(value), at);
    else
      for (let i = 0; i < size; i++)
        view.setUint8(at + (order === 'little' ? i : size - 1 - i), byteOf(value, i));
    at += size;
  }
  return bytes;
}

function byteOf(value: number | bigint, index: number): number {
  return Number((BigInt(value) >> BigInt(8 * index)) & 0xffn);
}

/** join puts parts one after another. */
export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** place puts parts at offsets; what is between is zero. */
export function place(parts: readonly (readonly [number, Uint8Array])[]): Uint8Array {
  const bytes = new Uint8Array(Math.max(...parts.map(([offset, part]) => offset + part.length)));
  for (const [offset, part] of parts) bytes.set(part, offset);
  return bytes;
}

/** buildId has the four parts of a program's build ID. */
export const buildId = 'linkactionlinkaction/mainactionmainaction/contentcontentconten/filefilefilefilefile';
/** rawBuildId is the build ID as it stands before the instructions. */
export const rawBuildId = bytesOf(`\xff Go build ID: "${buildId}"\n \xff`);
export const goVersion = 'go1.99.1';
const moduleText =
  'path\texample.com/tiny\nmod\texample.com/tiny\t(devel)\t\nbuild\tGOOS=linux\nbuild\tGOARCH=amd64\n';

/** buildInformation is the header with both texts inline, as the linker writes it since Go 1.18. */
export const buildInformation = place([
  [0, bytesOf('\xff Go buildinf:')],
  [15, Uint8Array.of(2)],
  [32, Uint8Array.of(goVersion.length)],
  [33, bytesOf(goVersion)],
  [33 + goVersion.length, Uint8Array.of(moduleText.length + 32)],
  [34 + goVersion.length, bytesOf('0123456789abcdef' + moduleText + '0123456789abcdef')],
]);

/** words writes 32-bit numbers one after another. */
export function words(values: readonly number[], order: ByteOrder): Uint8Array {
  return join(...values.map((value) => write({ value: 'u32' }, { value }, order)));
}
