// The command line of `npm run toolchain`.
import { parseArgs } from 'node:util';
import type { BrotliQuality } from './brotli.ts';
import type { Compression, Grade } from './grade.ts';
import type { StdSet } from './std-sets.ts';

/** What to prepare. */
export interface PrepareOptions {
  /** Undefined: the first of releases.json that can be had. */
  release: string | undefined;
  /** Folder that gets a folder per release; absolute or relative to the current directory. */
  out: string;
  /** 'all', 'first-class' or names such as linux/amd64. */
  targets: 'all' | 'first-class' | string[];
  std: StdSet;
  grade: Grade;
  /** Quality of the .br files to write beside the others; undefined for none. */
  brotli: BrotliQuality | undefined;
  /** Only tools, GOROOT and the list of targets. */
  toolsOnly: boolean;
}

/** How to call it. */
export const usage = `usage: npm run toolchain -- [--release go1.x.y] [--out DIR] [--targets all|first-class|linux/amd64,...]
                          [--std hello|common|all|hello,IMPORT/PATH,...] [--tools-only] [--brotli 0-11|best]
                          [--compression best|fast] [--vet all|linux/amd64,...]`;

/** @throws Error with the usage when an argument is not understood. */
export function parseOptions(args: readonly string[], defaultOut: string): PrepareOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        release: { type: 'string' },
        out: { type: 'string', default: defaultOut },
        targets: { type: 'string', default: 'all' },
        std: { type: 'string', default: 'common' },
        brotli: { type: 'string' },
        compression: { type: 'string', default: 'best' },
        vet: { type: 'string', default: 'all' },
        'tools-only': { type: 'boolean', default: false },
      },
    });
    return {
      release: values.release === undefined ? undefined : parseRelease(values.release),
      out: values.out,
      targets: parseTargets(values.targets),
      grade: { compression: parseCompression(values.compression), vetted: parseVetted(values.vet) },
      std: parseStd(values.std),
      brotli: values.brotli === undefined ? undefined : parseQuality(values.brotli),
      toolsOnly: values['tools-only'],
    };
  } catch (cause) {
    throw new Error(`${(cause as Error).message}\n${usage}`, { cause });
  }
}

function parseRelease(text: string): string {
  if (!/^go1\.\d+(\.\d+)?$/.test(text)) throw new Error(`--release ${text}: not a version such as go1.27.3`);
  return text;
}

function parseQuality(text: string): BrotliQuality {
  if (text === 'best') return text;
  if (!/^([0-9]|1[01])$/.test(text))
    throw new Error(`--brotli ${text}: neither best nor a quality from 0 to 11`);
  return Number(text);
}

function parseTargets(text: string): PrepareOptions['targets'] {
  if (text === 'all' || text === 'first-class') return text;
  return parseNames('--targets', text);
}

function parseVetted(text: string): Grade['vetted'] {
  return text === 'all' ? text : parseNames('--vet', text);
}

function parseNames(option: string, text: string): string[] {
  const names = text.split(',').filter((name) => name !== '');
  const wrong = names.find((name) => !/^[a-z0-9]+\/[a-z0-9]+$/.test(name));
  if (wrong !== undefined || names.length === 0)
    throw new Error(`${option} ${text}: not a list of GOOS/GOARCH`);
  return names;
}

function parseCompression(text: string): Compression {
  if (text === 'best' || text === 'fast') return text;
  throw new Error(`--compression ${text}: not best or fast`);
}

function parseStd(text: string): StdSet {
  if (text === 'hello' || text === 'common' || text === 'all') return text;
  const [first, ...paths] = text.split(',');
  if (first === 'hello' && paths.length > 0 && paths.every((path) => /^[a-z0-9]+(\/[a-z0-9]+)*$/.test(path)))
    return paths.sort();
  throw new Error(`--std ${text}: not hello, common, all, or hello and import paths`);
}
