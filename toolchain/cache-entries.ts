// Finds a package's entries in a GOCACHE folder (the format of cmd/go/internal/cache).
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What an action file (`xx/<action>-a`) says: this action gave that output. */
export interface CacheEntry {
  /** Action ID, 64 hex digits. */
  action: string;
  /** SHA-256 of the output, 64 hex digits: the output is the file `xx/<output>-d`. */
  output: string;
  /** Size of the output in bytes. */
  size: number;
}

/**
 * Reads the line of an action file (cache.go, entrySize).
 * @throws Error when the line has another form: the release changed the format.
 */
export function parseActionLine(line: string): CacheEntry {
  const match = /^v1 ([0-9a-f]{64}) ([0-9a-f]{64}) {1,20}(\d+) {1,20}(\d+)\n$/.exec(line);
  if (!match) throw new Error(`GOCACHE: not an action entry: ${JSON.stringify(line)}`);
  return { action: match[1]!, output: match[2]!, size: Number(match[3]) };
}

/**
 * The first 15 bytes of the action ID in a build ID, as hex: buildid.HashToString keeps no more of it, as unpadded
 * base64url.
 */
export function actionPrefix(buildId: string): string {
  return Buffer.from(buildId.split('/', 1)[0]!, 'base64url').toString('hex');
}

/** The action ID of a named by-product of an action (hash.go, Subkey). */
export function subkey(action: string, name: string): string {
  return createHash('sha256').update('subkey:').update(Buffer.from(action, 'hex')).update(name).digest('hex');
}

/** A GOCACHE folder that is only read. */
export class GoCache {
  private readonly listings = new Map<string, Promise<string[]>>();

  constructor(private readonly folder: string) {}

  /** Bytes of an output. */
  output(entry: CacheEntry): Promise<Buffer> {
    return readFile(path.join(this.folder, entry.output.slice(0, 2), `${entry.output}-d`));
  }

  /** The entry of an action, or undefined when there is none. */
  async entry(action: string): Promise<CacheEntry | undefined> {
    const file = path.join(this.folder, action.slice(0, 2), `${action}-a`);
    const line = await readFile(file, 'latin1').catch(() => undefined);
    return line === undefined ? undefined : parseActionLine(line);
  }

  /**
   * All entries of building one package: the archive first, then what the compiler printed, the list of source files, and
   * the generated files in that list (exec.go, cacheSrcFiles; buildid.go, updateBuildID).
   * @throws Error when the archive or a generated file is not there.
   */
  async packageEntries(buildId: string): Promise<CacheEntry[]> {
    const archive = await this.entry(await this.actionOf(buildId));
    if (!archive) throw new Error(`GOCACHE: no archive for build ID ${buildId}`);
    const printed = await this.entry(subkey(archive.action, 'stdout'));
    const sources = await this.entry(subkey(archive.action, 'srcfiles'));
    const entries = [archive, printed, sources].filter((entry) => entry !== undefined);
    for (const name of sources ? (await this.output(sources)).toString().split('\n') : []) {
      if (name === '' || name.startsWith('./')) continue;
      const generated = await this.entry(subkey(archive.action, name));
      if (!generated) throw new Error(`GOCACHE: no generated file ${name} for build ID ${buildId}`);
      entries.push(generated);
    }
    return entries;
  }

  /**
   * The entries of vetting one package: facts and, when there is any, what vet printed (exec.go, vet).
   * @throws Error when the facts are not there.
   */
  async vetEntries(action: string): Promise<CacheEntry[]> {
    const facts = await this.entry(action);
    if (!facts) throw new Error(`GOCACHE: no facts for the vet action ${action}`);
    const printed = await this.entry(subkey(action, 'stdout'));
    return printed ? [facts, printed] : [facts];
  }

  private async actionOf(buildId: string): Promise<string> {
    const prefix = actionPrefix(buildId);
    const directory = prefix.slice(0, 2);
    if (!this.listings.has(directory))
      this.listings.set(directory, readdir(path.join(this.folder, directory)));
    const names = await this.listings.get(directory)!;
    const name = names.find((name) => name.startsWith(prefix) && name.endsWith('-a'));
    if (!name) throw new Error(`GOCACHE: no action for build ID ${buildId}`);
    return name.slice(0, -2);
  }
}
