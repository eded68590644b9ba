// WebAssembly: programs for a host such as a browser or Wasmtime.
import { beginsWith, type BinaryFormat } from '../../binary-format.ts';
import { wasmHeader, WasmFile, wasmSpecification } from './file.ts';

export const wasm: BinaryFormat<WasmFile> = {
  id: 'wasm',
  name: 'WebAssembly',
  specification: wasmSpecification,
  accepts: beginsWith('\0asm'),
  open: (bytes) => new WasmFile(bytes),
  describe: ({ version }) => {
    const mvp = version === 1 ? ' (MVP)' : '';
    return `WebAssembly (wasm) binary module version 0x${version.toString(16)}${mvp}`;
  },
  firstHeader: () => ({ name: 'Module header', layout: wasmHeader, byteOrder: 'little' }),
};
