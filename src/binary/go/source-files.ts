// The names of a Go program's source files, which its line table keeps even when everything else was removed.
// runtime/symtab.go and cmd/link/internal/ld/pcln.go of the Go source; Go 1.18 and later.
import { textOf, type ByteReader } from '../read/byte-reader.ts';
import { Leb128Reader } from '../read/leb128-reader.ts';
import { wordAt } from './pclntab.ts';

// The words of the header after its first eight bytes.
const functionCount = 0;
const fileCount = 1;
const nameTable = 3;
const unitTable = 4;
const fileTable = 5;
const positionTable = 6;
const functionTable = 7;
// Within a function's record.
const nameField = 4;
const filesField = 20;
const unitField = 32;

/** More would be more than the biggest programs have, by far. */
const maxFiles = 1 << 18;

/** sourceFiles lists the files in the order of the table. Throws an InspectError when the table does not fit its header. */
export function sourceFiles(table: ByteReader): string[] {
  const end = Math.min(wordAt(table, positionTable), table.length);
  const files: string[] = [];
  let at = wordAt(table, fileTable);
  for (let left = Math.min(wordAt(table, fileCount), maxFiles); left > 0 && at < end; left--) {
    const zero = table.bytes.indexOf(0, at);
    if (zero < 0 || zero > end) break;
    files.push(textOf(table.bytes.subarray(at, zero)));
    at = zero + 1;
  }
  return files;
}

/** sourceFileOf names the file that a function begins in; undefined when there is no such function. Throws an InspectError. */
export function sourceFileOf(table: ByteReader, functionName: string): string | undefined {
  const functions = wordAt(table, functionTable);
  const names = wordAt(table, nameTable);
  const wanted = new TextEncoder().encode(`${functionName}\0`);
  for (let i = 0; i < wordAt(table, functionCount); i++) {
    const record = functions + table.u32(functions + 8 * i + 4, 'functab');
    const name = names + table.u32(record + nameField, 'nameOff');
    if (wanted.every((byte, k) => table.bytes[name + k] === byte)) return firstFile(table, record);
  }
  return undefined;
}

// A function's files are a program of differences; the first one, above -1, is the file's number in its unit.
function firstFile(table: ByteReader, record: number): string | undefined {
  const at = wordAt(table, positionTable) + table.u32(record + filesField, 'pcfile');
  const difference = new Leb128Reader(table.bytes, at, table.length).unsigned('pcfile');
  const number = -1 + (difference & 1 ? -((difference + 1) / 2) : difference / 2);
  if (number < 0) return undefined;
  const entry = wordAt(table, unitTable) + 4 * (table.u32(record + unitField, 'cuOffset') + number);
  const start = wordAt(table, fileTable) + table.u32(entry, 'cutab');
  const zero = table.bytes.indexOf(0, start);
  return zero < 0 ? undefined : textOf(table.bytes.subarray(start, zero));
}
