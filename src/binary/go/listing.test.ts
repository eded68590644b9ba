// Tests how instructions and source lines are put together.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { listing } from './listing.ts';

const printed = (name: string) =>
  readFileSync(new URL(`testdata/listing/${name}.txt`, import.meta.url), 'utf8');

it('puts each source line above its instructions, which keep file and line', () => {
  const lines = listing(printed('plain'), printed('quoting'));
  expect(lines[0]).toEqual({ kind: 'function', text: 'TEXT main.main(SB) example.com/hello/main.go' });
  const [, first, next] = lines;
  expect(first).toEqual({ kind: 'source', text: 'func main() { fmt.Println("hello") }' });
  expect(next?.text).toMatch(/^ {2}main\.go:5\t+0x499de0\t.*\tCMPQ SP, 0x10\(R14\)$/);
  const inlined = lines.findIndex(({ text }) => text === '\treturn Fprintln(os.Stdout, a...)');
  expect(lines[inlined]?.kind).toBe('source');
  expect(lines[inlined + 1]?.text).toMatch(/^ {2}print\.go:307\t/);
});

it('loses no instruction, with the source or without', () => {
  const instructions = (lines: ReturnType<typeof listing>) =>
    lines.filter(({ kind }) => kind === 'instruction').map(({ text }) => text);
  const plain = listing(printed('plain'));
  expect(plain.some(({ kind }) => kind === 'source')).toBe(false);
  expect(instructions(plain)).toHaveLength(20);
  expect(instructions(listing(printed('plain'), printed('quoting')))).toEqual(instructions(plain));
});

it('leaves out the empty lines that objdump quotes where it looks for no source', () => {
  const plain = 'TEXT f(SB) f.s\n  f.s:1\t0x10\t90\tNOP\n  f.s:2\t0x11\tc3\tRET\n';
  const quoting = 'TEXT f(SB) f.s\n\n  0x10\t90\tNOP\n\n  0x11\tc3\tRET\n';
  expect(listing(plain, quoting).map(({ kind }) => kind)).toEqual(['function', 'instruction', 'instruction']);
});

it('is empty when objdump printed nothing', () => {
  expect(listing('', '')).toEqual([]);
});
