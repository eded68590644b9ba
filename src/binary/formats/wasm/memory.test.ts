// Tests how the initial memory of a WebAssembly module is put together.
import { expect, it } from 'vitest';
import { bytesOf } from '../../read/byte-reader.ts';
import { WasmFile } from './file.ts';
import { initialMemory } from './memory.ts';

/** A module with a data section. */
function module(...segments: string[]): WasmFile {
  const payload = String.fromCharCode(segments.length) + segments.join('');
  return new WasmFile(bytesOf(`\0asm\x01\0\0\0\x0b${String.fromCharCode(payload.length)}${payload}`));
}

const at = (address: string, data: string) =>
  `\0\x41${address}\x0b${String.fromCharCode(data.length)}${data}`;

it('puts segments where they belong, with zeros between', () => {
  const memory = initialMemory(module(at('\x02', 'ab'), at('\x06', 'c')));
  expect(memory).toEqual(Uint8Array.of(0, 0, 97, 98, 0, 0, 99));
});

it('leaves out segments that are not placed when the module starts', () => {
  expect(initialMemory(module(at('\0', 'a'), '\x01\x01b'))).toEqual(Uint8Array.of(97));
});

it('is undefined without data, and when it would be far larger than the file', () => {
  expect(initialMemory(module())).toBeUndefined();
  expect(initialMemory(module(at('\xff\xff\xff\x7f', 'a')))).toBeUndefined();
});

it('names the field of a damaged section', () => {
  expect(() => initialMemory(module('\0\x41\0\x0b\x7fa'))).toThrow(/segment/);
});
