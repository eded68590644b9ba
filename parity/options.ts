// The command line of `npm run parity`.
import { parseArgs } from 'node:util';

/** What to compare. Undefined means all there are. */
export interface ParityOptions {
  targets: string[] | undefined;
  programs: string[] | undefined;
  /** Builds by the page's toolchain at a time, each in a process with up to 1 GB. */
  jobs: number;
  /** Folder of the prepared releases. */
  toolchain: string;
}

/** How to call it. */
export const usage = `usage: npm run parity -- [--targets linux/amd64,...] [--programs hello,...] [--jobs N] [--toolchain DIR]`;

/** @throws Error with the usage when an argument is not understood. */
export function parseOptions(args: readonly string[], toolchain: string): ParityOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        targets: { type: 'string' },
        programs: { type: 'string' },
        jobs: { type: 'string', default: '1' },
        toolchain: { type: 'string', default: toolchain },
      },
    });
    if (!/^[1-9]\d?$/.test(values.jobs)) throw new Error(`--jobs ${values.jobs}: not a number from 1 to 99`);
    return {
      targets: values.targets?.split(','),
      programs: values.programs?.split(','),
      jobs: Number(values.jobs),
      toolchain: values.toolchain,
    };
  } catch (cause) {
    throw new Error(`${(cause as Error).message}\n${usage}`, { cause });
  }
}

/** The items that were asked for, all when undefined. @throws Error when one is not there. */
export function chosen<T>(
  what: string,
  all: readonly T[],
  nameOf: (item: T) => string,
  wanted: readonly string[] | undefined,
): T[] {
  const names = all.map(nameOf);
  const unknown = wanted?.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`${what} ${unknown}: there is only ${names.join(', ')}`);
  return all.filter((item) => wanted?.includes(nameOf(item)) ?? true);
}
