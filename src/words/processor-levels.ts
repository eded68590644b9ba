// Names the levels of processors and what a build can ask of them (`go help environment`, GO$GOARCH).
import { isSoftFloat } from '../binary/hosts/processor-level.ts';
import { m } from './compiled/hosts.js';

/** levelName names a level by its value of GO$GOARCH. */
export function levelName(goarch: string, level: string): string {
  switch (goarch) {
    case '386':
      return level === 'sse2' ? m.level_sse2() : 'MMX';
    case 'amd64':
      return `x86-64-${level}${amd64Extensions.get(level) ?? ''}`;
    case 'arm':
      return level === '5' ? m.level_armv5() : armName(level);
    case 'arm64':
      return `Arm${level}-A`;
    default:
      return otherName(level);
  }
}

const amd64Extensions = new Map([
  ['v2', ' (SSE4.2)'],
  ['v3', ' (AVX2)'],
  ['v4', ' (AVX-512)'],
]);

const armName = (level: string) =>
  m.level_with({ level: `ARMv${level}`, extension: level === '7' ? 'VFPv3' : 'VFP' });

function otherName(level: string): string {
  if (level === 'softfloat') return m.level_softfloat();
  if (level === 'hardfloat') return m.level_hardfloat();
  return level.replace(/^power/, 'POWER').replace(/^rva(\d+)u64$/, 'RVA$1');
}

/** optionsOf says what a value of GO$GOARCH asks for: a level, options of it, or both, parted by commas. */
export function optionsOf(goarch: string, asked: string): string {
  const [base = '', ...options] = asked.split(',');
  if (goarch === 'arm') return isSoftFloat(asked) ? `ARMv${base}` : armName(base);
  const words = options.map((option) => optionNames.get(option)?.() ?? option);
  return [...(base ? [levelName(goarch, base)] : []), ...words].join(', ');
}

const optionNames: ReadonlyMap<string, () => string> = new Map([
  ['lse', m.option_lse],
  ['crypto', m.option_crypto],
]);
