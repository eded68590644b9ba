// The build information Go's linker stores in a program.
// debug/buildinfo/buildinfo.go and runtime/debug/mod.go of the Go source define the format.
import { own } from '../../project/own-name.ts';
import type { BinaryFile } from '../binary-file.ts';
import { ByteReader, bytesOf, indexOfBytes, textOf } from '../read/byte-reader.ts';
import { InspectError } from '../read/inspect-error.ts';
import { Leb128Reader } from '../read/leb128-reader.ts';

/** GoModule is a module with its version; sum is the `h1:` hash of go.sum, empty for the main module. */
export interface GoModule {
  readonly path: string;
  readonly version: string;
  readonly sum: string;
  readonly replace?: GoModule;
}

/** GoSetting is one setting of the build, such as GOOS or -trimpath, in the order of the file. */
export interface GoSetting {
  readonly key: string;
  readonly value: string;
}

/** GoBuildInfo is what `go version -m` prints. */
export interface GoBuildInfo {
  readonly goVersion: string;
  /** Import path of the main package. */
  readonly path: string;
  readonly main: GoModule | undefined;
  readonly dependencies: readonly GoModule[];
  readonly settings: readonly GoSetting[];
  /** The module text as stored, without its frame. */
  readonly text: string;
}

const magic = bytesOf('\xff Go buildinf:');
const headerSize = 32;
const alignment = 16;
const inlineStrings = 0x2;
const bigEndian = 0x1;

/**
 * readGoBuildInfo returns the build information of a Go program, or undefined when it has none. WebAssembly
 * modules have none (golang.org/issue/73741); their Go version is in the producers section, see goVersionOf.
 */
export function readGoBuildInfo(file: BinaryFile): GoBuildInfo | undefined {
  const range = file.buildInfoRange();
  const bytes = range && file.bytesAt(range.address);
  if (!bytes) return undefined;
  const size = range.size < BigInt(bytes.length) ? Number(range.size) : bytes.length;
  const start = findHeader(bytes.subarray(0, size), range.address);
  if (start < 0) return undefined;
  const [goVersion, framed] = readStrings(file, bytes.subarray(start));
  if (goVersion === '') return undefined;
  return { goVersion, ...parseModuleText(withoutFrame(framed)) };
}

/** goVersionOf returns the Go version a binary tells of: build information, producers section or object header. */
export function goVersionOf(file: BinaryFile): string {
  return file.declaredGoVersion() || (readGoBuildInfo(file)?.goVersion ?? '');
}

// The linker aligns the header by address. In Plan 9 files the address of the data is a page boundary, but its
// offset in the file need not be aligned, which is why go version fails there (golang.org/issue/80193).
function findHeader(bytes: Uint8Array, address: bigint): number {
  const skew = Number(address % BigInt(alignment));
  for (let at = indexOfBytes(bytes, magic); at >= 0; at = indexOfBytes(bytes, magic, at + 1)) {
    if ((at + skew) % alignment === 0 && at + headerSize <= bytes.length) return at;
  }
  return -1;
}

function readStrings(file: BinaryFile, bytes: Uint8Array): [string, Uint8Array] {
  const flags = bytes[15] ?? 0;
  if ((flags & inlineStrings) === 0) return readPointers(file, bytes, (flags & bigEndian) !== 0);
  const reader = new Leb128Reader(bytes, headerSize, bytes.length);
  const version = textOf(readSized(reader, bytes));
  return [version, readSized(reader, bytes)];
}

function readSized(reader: Leb128Reader, bytes: Uint8Array): Uint8Array {
  const size = reader.unsigned('build information');
  const start = reader.skip(size, 'build information');
  return bytes.subarray(start, start + size);
}

// Before Go 1.18 the header held the addresses of two Go strings, each an address and a length.
function readPointers(file: BinaryFile, bytes: Uint8Array, isBig: boolean): [string, Uint8Array] {
  const size = bytes[14];
  if (size !== 4 && size !== 8) throw new InspectError('ptrSize', 14, { code: 'one of', values: ['4', '8'] });
  const order = isBig ? 'big' : 'little';
  const header = new ByteReader(bytes, order, size);
  const stringAt = (address: bigint): Uint8Array => {
    const found = file.bytesAt(address);
    if (!found) return new Uint8Array();
    const reader = new ByteReader(found, order, size);
    const text = file.bytesAt(reader.word(0, 'string address'));
    const length = Number(reader.word(size, 'string length'));
    return text && length <= text.length ? text.subarray(0, length) : new Uint8Array();
  };
  return [textOf(stringAt(header.word(16, 'versPtr'))), stringAt(header.word(16 + size, 'modPtr'))];
}

// Sixteen bytes before and after the text mark it for searches (cmd/go/internal/modload/build.go).
function withoutFrame(framed: Uint8Array): string {
  const isFramed = framed.length >= 33 && framed.at(-17) === 0x0a;
  return isFramed ? textOf(framed.subarray(16, -16)) : '';
}

function parseModuleText(text: string): Omit<GoBuildInfo, 'goVersion'> {
  let path = '';
  let main: GoModule | undefined;
  const dependencies: GoModule[] = [];
  const settings: GoSetting[] = [];
  for (const line of text.split('\n')) {
    const [kind, first = '', version = '', sum = ''] = line.split('\t');
    const module = { path: first, version, sum };
    if (kind === 'path') path = first;
    else if (kind === 'mod') main = module;
    else if (kind === 'dep') dependencies.push(module);
    else if (kind === 'build') settings.push(parseSetting(line.slice('build\t'.length)));
    else if (kind === '=>' && dependencies.length > 0)
      dependencies.push({ ...dependencies.pop()!, replace: module });
    else if (kind === '=>' && main) main = { ...main, replace: module };
  }
  return { path, main, dependencies, settings, text };
}

// A key or value with white space, quotes or an equals sign in the key is quoted like a Go string.
function parseSetting(line: string): GoSetting {
  const quotedKey = /^("(?:[^"\\]|\\.)*"|`[^`]*`)=/.exec(line)?.[1];
  const end = quotedKey?.length ?? line.indexOf('=');
  if (end < 0) return { key: line, value: '' };
  return { key: unquote(line.slice(0, end)), value: unquote(line.slice(end + 1)) };
}

function unquote(text: string): string {
  if (/^`[^`]*`$/.test(text)) return text.slice(1, -1);
  if (!/^"(?:[^"\\]|\\.)*"$/.test(text)) return text;
  return text
    .slice(1, -1)
    .replace(/\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|.)/g, (_, escape: string) => unescape(escape));
}

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function unescape(escape: string): string {
  if (escape.length === 1) return own(escapes, escape) ?? escape;
  const code = Number.parseInt(escape.slice(1), 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
