// Names kept in a string table: zero-terminated texts found by their offset.
import { textOf } from './byte-reader.ts';
import { InspectError } from './inspect-error.ts';

/**
 * StringTable reads names from a table. Linkers let names share their tails, so a table may rightly yield more
 * text than it holds; a hostile one makes a million symbols point at one endless name. The table therefore has a
 * budget and throws an InspectError once far more has been read than any linker would write.
 */
export class StringTable {
  readonly #bytes: Uint8Array;
  readonly #field: string;
  readonly #names = new Map<number, string>();
  #budget: number;

  constructor(bytes: Uint8Array, field: string) {
    this.#bytes = bytes;
    this.#field = field;
    this.#budget = 2 * bytes.length + 65536;
  }

  /** at returns the name at offset, or an empty text when the offset lies outside the table. */
  at(offset: number): string {
    if (offset < 0 || offset >= this.#bytes.length) return '';
    const known = this.#names.get(offset);
    if (known !== undefined) return known;
    const zero = this.#bytes.indexOf(0, offset);
    const end = zero < 0 ? this.#bytes.length : zero;
    this.#budget -= end - offset;
    if (this.#budget < 0) throw new InspectError(this.#field, offset, { code: 'distinct names' });
    const name = textOf(this.#bytes.subarray(offset, end));
    this.#names.set(offset, name);
    return name;
  }
}
