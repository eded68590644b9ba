// What a format of binaries is to everything else: one descriptor in each folder of formats/, all of them in inspect.ts.
import type { BinaryFile } from './binary-file.ts';
import { bytesOf, type ByteOrder, type WordSize } from './read/byte-reader.ts';
import type { Layout } from './read/layout.ts';

/** The header that a file of a format begins with, as far as it can be told before the file is opened. */
export interface FirstHeader {
  readonly name: string;
  readonly layout: Layout;
  readonly byteOrder: ByteOrder;
  /** 4 unless told otherwise. */
  readonly wordSize?: WordSize;
}

/** A format of binaries: how its files are known, opened and described. */
export interface BinaryFormat<File extends BinaryFile = BinaryFile> {
  /** The name of its folder. */
  readonly id: string;
  /** The name that people use, and that its files have as `format`. */
  readonly name: File['format'];
  /** Address of the document that defines it. */
  readonly specification: string;
  /** Tells by the first bytes; never throws. */
  accepts(bytes: Uint8Array): boolean;
  /** Opens bytes without copying them. Throws an InspectError when the headers do not fit them. */
  open(bytes: Uint8Array): File;
  /** The line that file(1) prints, without the file name. Throws an InspectError. */
  describe(file: File): string;
  /** The first header of bytes that it accepts, for files too damaged to be opened. */
  firstHeader(bytes: Uint8Array): FirstHeader;
}

/** beginsWith makes a test for any of several magic texts, one character a byte. */
export function beginsWith(...magics: readonly string[]): (bytes: Uint8Array) => boolean {
  const known = magics.map((magic) => bytesOf(magic));
  return (bytes) => known.some((magic) => magic.every((byte, i) => bytes[i] === byte));
}
