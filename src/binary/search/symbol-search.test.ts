// Tests the search among symbols.
import { expect, it } from 'vitest';
import { SymbolSearch, type SymbolQuery } from './symbol-search.ts';

const symbols = [
  { name: 'main.main', address: 0x2000n, size: 30, code: 'T' },
  { name: 'fmt.(*pp).printArg', address: 0x1000n, size: 900, code: 'T' },
  { name: 'runtime.mheap_', address: 0x9000n, size: 5000, code: 'B' },
  { name: 'main.local', address: 0x3000n, size: 8, code: 'd' },
];
const search = new SymbolSearch(symbols);
const all: SymbolQuery = { search: '', code: '', order: 'address', isDescending: false };

const names = (query: Partial<SymbolQuery>, start = 0, count = 10) =>
  search.window({ ...all, ...query }, start, count).symbols.map((symbol) => symbol.name);

it('orders by each column', () => {
  expect(names({})[0]).toBe('fmt.(*pp).printArg');
  expect(names({ order: 'size', isDescending: true })[0]).toBe('runtime.mheap_');
  expect(names({ order: 'name' })).toEqual([
    'fmt.(*pp).printArg',
    'main.local',
    'main.main',
    'runtime.mheap_',
  ]);
});

it('finds parts of names whatever their case, and kinds whether local or not', () => {
  expect(names({ search: 'PRINT' })).toEqual(['fmt.(*pp).printArg']);
  expect(names({ code: 'D' })).toEqual(['main.local']);
  expect(names({ search: 'main.', code: 't' })).toEqual(['main.main']);
});

it('gives windows with the total, and names in parts', () => {
  const found = search.window(all, 1, 2);
  expect(found.total).toBe(4);
  expect(found.symbols.map((symbol) => symbol.name)).toEqual(['main.main', 'main.local']);
  const [method] = search.window({ ...all, search: 'printarg' }, 0, 1).symbols;
  expect(method).toMatchObject({ package: 'fmt', receiver: '*pp', function: 'printArg' });
});

it('writes all that a query chooses as lines, however many a window shows', () => {
  expect(search.asLines({ ...all, search: 'main.' })).toBe(
    'Address\tSize\tKind\tName\n0x2000\t30\tT\tmain.main\n0x3000\t8\td\tmain.local\n',
  );
});
