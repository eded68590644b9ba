// What can be read of the first header of a damaged file.
import { formatOf } from '../inspect.ts';
import { ByteReader } from '../read/byte-reader.ts';
import { InspectError } from '../read/inspect-error.ts';
import { layoutSize, structure, type Field, type Layout } from '../read/layout.ts';

/** ReadableHeader is the start of a header: the fields that lie within the file. */
export interface ReadableHeader {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
  readonly fields: readonly Field[];
}

/** readableHeader returns the fields of the first header up to the end of the file; undefined for unknown bytes. */
export function readableHeader(bytes: Uint8Array): ReadableHeader | undefined {
  const format = formatOf(bytes);
  if (!format) return undefined;
  const { name, layout, byteOrder, wordSize } = format.firstHeader(bytes);
  const reader = new ByteReader(bytes, byteOrder, wordSize);
  let fitting: Layout = {};
  for (const [field, spec] of Object.entries(layout)) {
    const next = { ...fitting, [field]: spec };
    if (layoutSize(next, reader.wordSize) > bytes.length) break;
    fitting = next;
  }
  const part = structure(reader, name, fitting, 0, format.specification);
  return { name: part.name, offset: 0, size: part.size, fields: fieldsOf(part.fields) };
}

function fieldsOf(read: () => Field[]): Field[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof InspectError) return [];
    throw error;
  }
}
