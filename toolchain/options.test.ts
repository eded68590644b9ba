// Checks the command line of `npm run toolchain`.
import { expect, it } from 'vitest';
import { parseOptions } from './options.ts';

it('takes everything there is by default', () => {
  expect(parseOptions([], 'public/toolchain')).toEqual({
    release: undefined,
    out: 'public/toolchain',
    targets: 'all',
    std: 'common',
    grade: { compression: 'best', vetted: 'all' },
    brotli: undefined,
    toolsOnly: false,
  });
});

it('reads all options', () => {
  const args = [
    '--release',
    'go1.27.3',
    '--out',
    'x',
    '--targets',
    'linux/amd64,js/wasm',
    '--std=hello',
    '--tools-only',
    '--brotli=9',
    '--compression=fast',
    '--vet=linux/amd64,js/wasm',
  ];
  expect(parseOptions(args, 'public/toolchain')).toEqual({
    release: 'go1.27.3',
    out: 'x',
    targets: ['linux/amd64', 'js/wasm'],
    std: 'hello',
    grade: { compression: 'fast', vetted: ['linux/amd64', 'js/wasm'] },
    brotli: 9,
    toolsOnly: true,
  });
});

it('takes import paths in addition to hello', () => {
  expect(parseOptions(['--std', 'hello,os/user,embed'], '').std).toEqual(['embed', 'os/user']);
});

it.each([
  [['--std', 'some'], '--std some'],
  [['--std', 'hello,'], '--std hello,'],
  [['--std', 'embed,os'], '--std embed,os'],
  [['--targets', 'linux'], '--targets linux'],
  [['--targets', ','], '--targets ,'],
  [['--release', '1.27.3'], '--release 1.27.3'],
  [['--brotli', '12'], '--brotli 12'],
  [['--brotli', 'good'], '--brotli good'],
  [['--compression', 'none'], '--compression none'],
  [['--vet', 'none'], '--vet none'],
  [['--fast'], '--fast'],
  [['extra'], 'extra'],
])('refuses %j with the usage', (args, named) => {
  expect(() => parseOptions(args, '')).toThrow(named);
  expect(() => parseOptions(args, '')).toThrow('usage: npm run toolchain');
});
