// Ranges of bytes with a label and a place in the order of colours.
import type { HeadersPart } from '../../../binary/document/headers.ts';

/** ByteRange is size bytes from an offset. */
export interface ByteRange {
  readonly offset: number;
  readonly size: number;
}

/** LabelledRange is a range with what lies there; neighbours in order get different colours. */
export interface LabelledRange extends ByteRange {
  readonly label: string;
  readonly order: number;
}

/** fieldRanges lists the fields of all headers by their offsets. */
export function fieldRanges(part: HeadersPart): LabelledRange[] {
  const fields = part.headers.flatMap((header) =>
    header.fields.map(({ name, offset, size }) => ({ label: `${name}, ${header.name}`, offset, size })),
  );
  fields.sort((a, b) => a.offset - b.offset);
  return fields.map((field, order) => ({ ...field, order }));
}

/** rangeAt finds the range that holds a byte. Ranges are in the order of their offsets and do not overlap. */
export function rangeAt(ranges: readonly LabelledRange[], offset: number): LabelledRange | undefined {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle]?.offset ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const found = ranges[low - 1];
  return found && offset < found.offset + found.size ? found : undefined;
}
