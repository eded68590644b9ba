// Checks what is read from the output of native go.
import { expect, it } from 'vitest';
import { groupPackages, parseListed } from './pack.ts';
import { packagesOf, setFor, setsThatHold } from './std-sets.ts';
import { parseVetActions } from './vet-facts.ts';

it('splits the objects of go list -json', () => {
  const output =
    '{\n\t"ImportPath": "a",\n\t"ImportMap": {\n\t\t"x": "vendor/x"\n\t}\n}\n{\n\t"ImportPath": "b"\n}\n';
  expect(parseListed(output)).toEqual([
    { ImportPath: 'a', ImportMap: { x: 'vendor/x' } },
    { ImportPath: 'b' },
  ]);
  expect(parseListed('')).toEqual([]);
});

it('finds the ID of each vet action among the other hashes', () => {
  const id = '7441b6cc9836d6eed3034c67c25eaf12e92b5903255b7122b14eefe8a5c4b9a6';
  const output = [
    'HASH[vet fmt]',
    'HASH[vet fmt]: "go1.27.3"',
    'HASH[vet fmt]: "vetxonly true\\n"',
    `HASH[vet fmt]: ${id}`,
    `HASH[build fmt]: ${id}`,
    `HASH subkey ${id} "stdout" = ${id}`,
  ].join('\n');
  expect(parseVetActions(output)).toEqual([['fmt', id]]);
});

it('leaves internal, vendored and uncommon packages out of the common set', async () => {
  const available = [
    'fmt',
    'net/http',
    'internal/abi',
    'vendor/golang.org/x/net/idna',
    'debug/elf',
    'log/slog/internal',
  ];
  const common = await packagesOf('common', async () => available);
  expect(common).toEqual(['fmt', 'net/http', 'testing', 'testing/internal/testdeps']);
  const unasked = () => Promise.reject(new Error('go list takes a second, and is not needed'));
  expect(await packagesOf('hello', unasked)).toEqual(['fmt']);
  expect(await packagesOf(['os'], unasked)).toEqual(['fmt', 'os']);
  expect(await packagesOf('all', async () => available)).toEqual(available);
});

it('puts what programs need together into one blob, and every package into exactly one', () => {
  const imports = new Map([
    ['errors', ['internal/abi']],
    ['fmt', ['errors', 'runtime']],
    ['internal/abi', []],
    ['net', ['errors', 'fmt']],
    ['runtime', ['internal/abi']],
  ]);
  expect(groupPackages(imports)).toEqual([['internal/abi', 'runtime'], ['errors', 'fmt'], ['net']]);
  expect(groupPackages(new Map([['net', []]]))).toEqual([['net']]);
});

it('a pack for the target that tests run on holds what they import', () => {
  expect(setFor('wasip1/wasm', 'hello')).toEqual(['testing', 'testing/internal/testdeps']);
  expect(setFor('wasip1/wasm', ['os'])).toEqual(['os', 'testing', 'testing/internal/testdeps']);
  expect(setFor('wasip1/wasm', 'common')).toBe('common');
  expect(setFor('linux/amd64', 'hello')).toBe('hello');
  // A pack of common, which holds them anyhow, serves as well.
  expect(setsThatHold(setFor('wasip1/wasm', 'hello'))).toContain('common');
});
