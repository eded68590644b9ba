// The function names of WebAssembly modules, from the name section.
// https://webassembly.github.io/spec/core/appendix/custom.html#name-section
import type { BinarySymbol } from '../../binary-file.ts';
import { Leb128Reader } from '../../read/leb128-reader.ts';
import type { WasmFile } from './file.ts';

const functionNames = 1;

/** readWasmSymbols lists the functions: the address is the function index, the size that of the code. */
export function readWasmSymbols(file: WasmFile): BinarySymbol[] {
  const imported = file.imports().filter((each) => each.kind === 'func').length;
  const names = functionNameReader(file);
  if (!names) return [];
  const sizes = codeSizes(file);
  return Array.from({ length: names.count('name count') }, () => {
    const index = names.unsigned('function index');
    const size = sizes[index - imported];
    return {
      name: names.text('function name'),
      address: BigInt(index),
      size: size ?? 0,
      code: size === undefined ? 'U' : 'T',
    };
  });
}

function functionNameReader(file: WasmFile): Leb128Reader | undefined {
  const reader = file.open('name');
  while (reader && !reader.isAtEnd) {
    const id = reader.u8('subsection id');
    const size = reader.unsigned('subsection size');
    const start = reader.skip(size, 'subsection size');
    if (id === functionNames) return new Leb128Reader(file.bytes, start, reader.offset);
  }
  return undefined;
}

/** codeSizes lists the bytes of code of each function that the module defines, in their order. */
export function codeSizes(file: WasmFile): number[] {
  const reader = file.open('code');
  if (!reader) return [];
  return Array.from({ length: reader.count('code count') }, () => {
    const size = reader.unsigned('code size');
    reader.skip(size, 'code size');
    return size;
  });
}
