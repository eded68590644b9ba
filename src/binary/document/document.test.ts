// Tests the parts of the inspector's document, on sound and on damaged files.
import { attempt } from '../read/readable.ts';
import { expect, it, vi } from 'vitest';
import { inspect } from '../inspect.ts';
import { Comparison } from '../compare/compare.ts';
import { goOf } from './go.ts';
import { headersOf } from './headers.ts';
import { summaryOf } from './summary.ts';
import { writeJson } from './document.ts';
import { Composition } from '../go/sizes.ts';
import { tinyBinaries, tinyElf } from '../testing/tiny-binaries.ts';

// Thousands of damaged files are read; the limit only guards against hanging.
vi.setConfig({ testTimeout: 60_000 });

it.each(Object.entries(tinyBinaries))('%s: every field of every header has its link', (_, bytes) => {
  const part = headersOf(bytes);
  expect(part.problem).toBeUndefined();
  expect(part.headers.length).toBeGreaterThan(0);
  const fields = part.headers.flatMap((header) =>
    header.fields.map((field) => ({ ...field, header: header.name })),
  );
  expect(fields.filter(({ specification }) => !/^https:/.test(specification))).toEqual([]);
});

it('lists the fields before the end of a truncated file, and says which one is missing', () => {
  const cut = tinyElf(64, 'little').subarray(0, 20);
  const { headers, problem } = headersOf(cut);
  expect(problem).toMatchObject({ field: 'e_version', offset: 20 });
  expect(headers[0]?.fields.at(-1)?.name).toBe('e_machine');
});

it('lists nothing for bytes of no known format', () => {
  expect(headersOf(new Uint8Array(100))).toMatchObject({ headers: [], problem: { field: 'magic' } });
});

it('keeps what is sound of a file with a broken section table', () => {
  const bytes = tinyElf(64, 'little', { e_shoff: 0xffffffffn });
  const summary = summaryOf(inspect(bytes));
  expect(summary.machine).toEqual({ value: 'AMD x86-64' });
  expect(summary.line).toMatchObject({ problem: { field: 'e_shoff' } });
  expect(headersOf(bytes).headers[0]?.fields.length).toBe(20);
});

it('writes 64-bit numbers as hexadecimal texts', () => {
  expect(JSON.parse(writeJson({ address: 0x401000n, size: 3 }))).toEqual({ address: '0x401000', size: 3 });
});

it('writes what a problem expected as a sentence', () => {
  const problem = { field: 'e_shoff', offset: 40, expected: { code: 'page hashes' } };
  const written = writeJson({ sections: { problem } }, ({ code }) => `expected: ${code}`);
  expect(JSON.parse(written)).toEqual({
    sections: { problem: { ...problem, expected: 'expected: page hashes' } },
  });
});

it('lets bugs through', () => {
  const bug = () => {
    throw new TypeError('a bug');
  };
  expect(() => attempt(bug)).toThrow('a bug');
});

/** A generator of the same numbers for the same seed (Numerical Recipes' linear congruence). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

it.each(Object.entries(tinyBinaries))(
  '%s: changed and truncated files give parts or problems',
  (_, sound) => {
    const next = numbers(7);
    for (let round = 0; round < 150; round++) {
      const bytes = sound.slice(0, next(2) === 0 ? sound.length : next(sound.length));
      for (let change = next(6); change > 0; change--)
        bytes[next(bytes.length)] = next(2) === 0 ? 255 : next(256);
      headersOf(bytes);
      const opened = attempt(() => inspect(bytes));
      if ('problem' in opened) continue;
      const file = opened.value;
      summaryOf(file);
      attempt(() => goOf(file));
      attempt(() => new Composition(file));
      attempt(() => new Comparison(file, file));
    }
  },
);
