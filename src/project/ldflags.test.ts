// Tests that -ldflags is taken apart and put together as go reads it.
import { describe, expect, test } from 'vitest';
import { canQuote, formatLdflags, parseLdflags, stripped } from './ldflags.ts';

describe('parseLdflags', () => {
  test('knows -s, -w and both forms of -X, and keeps the rest in order', () => {
    expect(
      parseLdflags(`-linkmode=internal -s -X main.version=1.2 '-X=main.note=two words' -buildid=`),
    ).toEqual({
      pattern: '',
      stripsSymbols: true,
      stripsDwarf: false,
      values: [
        { name: 'main.version', value: '1.2' },
        { name: 'main.note', value: 'two words' },
      ],
      others: ['-linkmode=internal', '-buildid='],
    });
  });

  test('a pattern of packages stays in front', () => {
    expect(parseLdflags(' -s -X a.b=c')).toMatchObject({ pattern: '', stripsSymbols: true });
    expect(parseLdflags('all=-w')).toMatchObject({ pattern: 'all=', stripsDwarf: true });
    expect(formatLdflags(parseLdflags('./...=-s -B none')!)).toBe('./...=-s -B none');
  });

  test('what go refuses has no parts', () => {
    expect(parseLdflags(`-X 'main.a=b`)).toBeUndefined();
    expect(parseLdflags(`'-X=main.a=b'`)).toBeUndefined();
  });

  test('an -X that is not finished stays as it is', () => {
    expect(formatLdflags(parseLdflags('-X main')!)).toBe('-X main');
    expect(formatLdflags(parseLdflags('-X')!)).toBe('-X');
  });
});

test.each([
  ['', '-s -w'],
  ['-w', '-s -w'],
  ['-X main.a=b', '-s -w -X main.a=b'],
  ['all=-X main.a=b', 'all=-s -w -X main.a=b'],
])('%j stripped is %j', (given, expected) => {
  expect(stripped(given)).toBe(expected);
});

test.each(['', 'a b', "it's", 'say "hi"', '$HOME', 'a=b', "'"])('the value %j survives', (value) => {
  const flags = { ...parseLdflags('')!, values: [{ name: 'main.v', value }] };
  expect(parseLdflags(formatLdflags(flags))?.values).toEqual([{ name: 'main.v', value }]);
});

test('a value with both kinds of quotes cannot be written', () => {
  expect(canQuote(`"'`)).toBe(false);
  expect(() => formatLdflags({ ...parseLdflags('')!, values: [{ name: 'main.v', value: `"'` }] })).toThrow();
});
