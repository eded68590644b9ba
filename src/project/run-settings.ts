// How a program is run: its environment, its folder, and how far it may go.

/** What a run is given beside its arguments and its input. */
export interface RunSettings {
  /** One NAME=value on each line. */
  env: string;
  /** The working directory, below the project's folder; "" is the folder itself. */
  cwd: string;
  limits: RunAllowance;
}

/** How far a run may go. */
export interface RunAllowance {
  /** Seconds of running; waiting for input does not count. 0 stands for no limit. */
  seconds: number;
  /** Megabytes (2^20 bytes) of memory. */
  memory: number;
  /** Megabytes of output. */
  output: number;
}

/** What the fields begin with. */
export const DEFAULT_RUN_SETTINGS: RunSettings = {
  env: '',
  cwd: '',
  limits: { seconds: 300, memory: 1024, output: 64 },
};

/** The largest values that mean something: a day; what 32-bit addresses reach; what a tab can hold. */
export const MOST: RunAllowance = { seconds: 86_400, memory: 4096, output: 100_000 };

/** Settings of a value from the storage, which anybody may have written: what is missing or nonsense is as at the beginning. */
export function runSettingsFrom(value: unknown): RunSettings {
  const { env, cwd, limits } = (value ?? {}) as Partial<RunSettings>;
  const usual = DEFAULT_RUN_SETTINGS;
  return {
    env: typeof env === 'string' ? env : usual.env,
    cwd: typeof cwd === 'string' ? cwd : usual.cwd,
    limits: {
      seconds: within(limits?.seconds, 0, MOST.seconds, usual.limits.seconds),
      memory: within(limits?.memory, 16, MOST.memory, usual.limits.memory),
      output: within(limits?.output, 1, MOST.output, usual.limits.output),
    },
  };
}

function within(value: unknown, least: number, most: number, usual: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return usual;
  return Math.min(most, Math.max(least, Math.round(value)));
}

/** The entries of an environment; lines without a name are left out, a name's last line wins. */
export function environmentOf(text: string): string[] {
  const entries = new Map<string, string>();
  for (const line of text.split('\n')) {
    const sign = line.indexOf('=');
    if (sign > 0) entries.set(line.slice(0, sign).trim(), line.slice(sign + 1).replace(/\r$/, ''));
  }
  return [...entries].map(([name, value]) => `${name}=${value}`);
}

/** The working directory as a path below the project's folder: without "." and empty parts. Undefined when it leads out. */
export function folderOf(cwd: string): string | undefined {
  const parts: string[] = [];
  for (const part of cwd.trim().split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
