// Tests that the rows of very many packages and symbols stay few, and still add up to the file.
import { expect, it } from 'vitest';
import { BinaryFile, type BinarySymbol, type Section } from '../binary-file.ts';
import { Composition } from './sizes.ts';

/** A program whose symbols lie one after another, ten bytes each, in as many packages as told. */
class ManySymbols extends BinaryFile {
  readonly format = 'made up';
  readonly class = 64;
  readonly byteOrder = 'little';
  readonly machine = { name: 'any' };
  readonly os = '';
  readonly abi = '';
  readonly kind = 'executable';
  readonly entry = undefined;

  constructor(
    readonly count: number,
    readonly packages: number,
  ) {
    super(new Uint8Array(count * 10 + 64));
  }

  sections(): readonly Section[] {
    const size = this.count * 10;
    return [
      { index: 0, name: '.text', type: '', address: 4096n, size, offset: 64, fileSize: size, flags: '' },
    ];
  }

  symbols(): readonly BinarySymbol[] {
    return Array.from({ length: this.count }, (_, i) => ({
      name: `p${i % this.packages}.f${i}`,
      address: 4096n + 10n * BigInt(i),
      size: 10,
      code: 'T',
    }));
  }

  structures() {
    return [];
  }

  goBuildId() {
    return '';
  }
}

const total = (rows: readonly { size: number }[]) => rows.reduce((sum, { size }) => sum + size, 0);

it('the smallest of very many packages are one, which opens too', () => {
  const composition = new Composition(new ManySymbols(20_000, 10_000));
  const { packages, rest, total: all } = composition.part;
  expect(packages.length).toBeLessThan(3100);
  expect(total([...packages, ...rest])).toBe(all);
  const small = packages.find(({ name }) => name === '(small packages)');
  expect(small).toMatchObject({ count: 14_000, size: 140_000 });
  expect(total(composition.symbolsOf('(small packages)'))).toBe(140_000);
});

it('the smallest of very many symbols are one', () => {
  const composition = new Composition(new ManySymbols(10_000, 1));
  const symbols = composition.symbolsOf('p0');
  expect(symbols.length).toBeLessThan(3100);
  expect(total(symbols)).toBe(100_000);
  expect(composition.part.packages).toHaveLength(1);
});
