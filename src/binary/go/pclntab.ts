// Go's table from instructions to functions, which even stripped programs keep.
// runtime/symtab.go and debug/gosym/pclntab.go of the Go source; Go 1.18 and later, earlier ones in old-pclntab.ts.
import type { BinaryFile, NumberedCode } from '../binary-file.ts';
import { ByteReader, indexOfBytes, type ByteOrder } from '../read/byte-reader.ts';
import { oldFunctions } from './old-pclntab.ts';
import { StringTable } from '../read/string-table.ts';

/** GoFunction is a function of the table: its name, where it begins in the text, and its size in bytes. */
export interface GoFunction {
  readonly name: string;
  /** Bytes from the start of the text; for WebAssembly the number of the function among those with code. */
  readonly offset: number;
  readonly size: number;
}

// The last byte tells the layout: Go 1.18 has f0, Go 1.20 and later f1.
const magics: readonly (readonly [ByteOrder, readonly number[]])[] = [
  ['little', [0xf1, 0xff, 0xff, 0xff, 0, 0]],
  ['little', [0xf0, 0xff, 0xff, 0xff, 0, 0]],
  ['big', [0xff, 0xff, 0xff, 0xf1, 0, 0]],
  ['big', [0xff, 0xff, 0xff, 0xf0, 0, 0]],
];
// The words after the first eight bytes.
const functionCount = 0;
const nameTable = 3;
const functionTable = 7;
const maxFunctions = 1 << 22;

/** lineTable returns the table as it lies in a Go program, its header first; undefined when there is none. */
export function lineTable(file: BinaryFile): ByteReader | undefined {
  for (const section of file.sections()) {
    if (!/gopclntab$/.test(section.name)) continue;
    const found = tableIn(file.sectionBytes(section), file.byteOrder);
    if (found) return found;
  }
  const code = file.numberedCode();
  if (!code) return tableIn(file.bytes, undefined);
  // A WebAssembly module has the table in its memory, parted in the file where there are zeros.
  const memory = code.memory();
  return memory && tableIn(memory, file.byteOrder);
}

/**
 * goFunctions lists the functions of a Go program from its line table, in the order of their addresses; undefined
 * when there is none. The last function has the size to the end that the table tells.
 */
export function goFunctions(file: BinaryFile, table = lineTable(file)): GoFunction[] | undefined {
  if (!table) return oldFunctions(file);
  const code = file.numberedCode();
  return code ? numberedFunctions(functionsOf(table), code) : functionsOf(table);
}

/**
 * Code has no addresses in WebAssembly: the table counts functions, from some base, in steps of 65536 before Go 1.26
 * (cmd/link/internal/wasm/asm.go, PC_F).
 */
function numberedFunctions(functions: readonly GoFunction[], code: NumberedCode): GoFunction[] {
  const sizes = code.sizes();
  const { offset: base = 0, size: step = 1 } = functions[0] ?? {};
  return functions.map(({ name, offset }) => {
    const number = (offset - base) / Math.max(1, step);
    return { name, offset: number, size: sizes[number] ?? 0 };
  });
}

function tableIn(bytes: Uint8Array, wanted: ByteOrder | undefined): ByteReader | undefined {
  for (const [order, magic] of magics) {
    if (wanted && order !== wanted) continue;
    const pattern = Uint8Array.from(magic);
    for (let at = indexOfBytes(bytes, pattern); at >= 0; at = indexOfBytes(bytes, pattern, at + 1)) {
      const table = headerAt(bytes.subarray(at), order);
      if (table) return table;
    }
  }
  return undefined;
}

// The runtime itself has the magic number among its instructions: what follows must make sense too.
function headerAt(bytes: Uint8Array, order: ByteOrder): ByteReader | undefined {
  const [quantum = 0, size = 0] = bytes.subarray(6, 8);
  if (![1, 2, 4].includes(quantum) || (size !== 4 && size !== 8) || bytes.length < 8 + 8 * size)
    return undefined;
  const reader = new ByteReader(bytes, order, size);
  const count = wordAt(reader, functionCount);
  const table = wordAt(reader, functionTable);
  const fits = table + (2 * count + 1) * 4 <= bytes.length && wordAt(reader, nameTable) < table;
  return count > 0 && count <= maxFunctions && fits ? reader : undefined;
}

/** wordAt reads a word of the table's header, counted after its first eight bytes. */
export function wordAt(reader: ByteReader, index: number): number {
  return Number(reader.word(8 + index * reader.wordSize, 'pcHeader'));
}

function functionsOf(reader: ByteReader): GoFunction[] {
  const count = wordAt(reader, functionCount);
  const names = new StringTable(reader.bytes.subarray(wordAt(reader, nameTable)), 'funcnametab');
  const table = wordAt(reader, functionTable);
  const functions: GoFunction[] = [];
  for (let i = 0; i < count; i++) {
    const at = table + 8 * i;
    const offset = reader.u32(at, 'functab');
    const next = reader.u32(at + 8, 'functab');
    // A function's record begins with its offset and, four bytes on, where its name stands.
    const record = table + reader.u32(at + 4, 'functab');
    const name = names.at(reader.u32(record + 4, 'nameOff'));
    functions.push({ name, offset, size: Math.max(0, next - offset) });
  }
  return functions;
}
