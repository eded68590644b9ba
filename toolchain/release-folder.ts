// The folder of one release: its manifest, what each part was made from, and which files belong.
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { targetName } from '../src/project/target.ts';
import { gzipSame, isStored, writeAtomically } from './content.ts';
import type { FileRef, GorootIndex, Manifest, PackIndex } from './manifest.ts';

/** Says what each part of the manifest was made from: a part with the same key need not be made again. */
export interface Keys {
  tools?: string;
  goroot?: string;
  targets?: string;
  /** By target name. */
  packs: Record<string, string>;
}

/** A file that the manifest leads to. 'gzip': the page can verify what it decompresses to; 'opaque': it cannot. */
export interface StoredFile {
  /** Relative to the release's folder, with forward slashes. */
  path: string;
  kind: 'tool' | 'gzip' | 'opaque';
  /** Whether a first hello for some first-class target fetches it: a tool that builds, an index, the first blobs of a pack. */
  isFirst: boolean;
}

/** Files beside the manifest that no index names. */
const otherFiles = ['manifest.json', 'manifest.json.gz', 'keys.json', 'LICENSE', 'PATENTS'];

async function readJson<T>(file: string): Promise<T | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}

/** The folder of one release below public/toolchain/. */
export class ReleaseFolder {
  /** The latest save; the next one waits for it. */
  #saved: Promise<void> = Promise.resolve();

  private constructor(
    /** Absolute path. */
    readonly path: string,
    readonly manifest: Manifest,
    readonly keys: Keys,
  ) {}

  /** Opens the folder, with what an earlier run has left there. */
  static async open(folder: string, release: string, releaseTime: string): Promise<ReleaseFolder> {
    const empty = { tools: {}, goroot: { path: '', size: 0, sha256: '' }, packs: {}, targets: [] };
    const manifest = await readJson<Manifest>(path.join(folder, 'manifest.json'));
    const keys = await readJson<Keys>(path.join(folder, 'keys.json'));
    await mkdir(folder, { recursive: true });
    if (manifest?.schema === 2 && keys) return new ReleaseFolder(folder, manifest, keys);
    return new ReleaseFolder(folder, { schema: 2, release, releaseTime, ...empty }, { packs: {} });
  }

  /** Writes the manifest and the keys: a server that is up offers from now on what they name. */
  save(): Promise<void> {
    this.#saved = this.#saved.catch(() => {}).then(() => this.#save()); // whoever asked for the one before was told
    return this.#saved;
  }

  async #save(): Promise<void> {
    sort(this.manifest.packs);
    sort(this.keys.packs);
    const manifest = JSON.stringify(this.manifest, null, 1) + '\n';
    await writeAtomically(path.join(this.path, 'manifest.json'), manifest);
    await writeAtomically(path.join(this.path, 'manifest.json.gz'), await gzipSame(manifest));
    await writeAtomically(path.join(this.path, 'keys.json'), JSON.stringify(this.keys, null, 1) + '\n');
  }

  /** Reports whether a file is there with the right size. */
  has(ref: FileRef): Promise<boolean> {
    return isStored(path.join(this.path, ref.path), ref.size);
  }

  /** Reports whether an index and all blobs it names are there. */
  async hasIndexed(ref: FileRef): Promise<boolean> {
    if (!(await this.has(ref))) return false;
    const blobs = await this.blobsOf(ref);
    const stored = await Promise.all(blobs.map((blob) => isStored(path.join(this.path, blob.path))));
    return stored.every(Boolean);
  }

  /** Every tool, index and blob, each once. */
  async files(): Promise<StoredFile[]> {
    const files = new Map<string, StoredFile>();
    const add = (path: string, content: unknown, isFirst: boolean) => {
      const known = files.get(path);
      // What one index cannot verify in both forms must be sent in one form to all.
      const isTold = content !== undefined && known?.kind !== 'opaque';
      files.set(path, {
        path,
        kind: isTold ? 'gzip' : 'opaque',
        isFirst: isFirst || known?.isFirst === true,
      });
    };
    for (const [name, { path }] of Object.entries(this.manifest.tools))
      files.set(path, { path, kind: 'tool', isFirst: firstTools.has(name) });
    const { goroot } = this.manifest;
    add(goroot.path, goroot.content, true);
    for (const { path, content } of await this.blobsOf(goroot)) add(path, content, false);
    for (const { ref, isFirst } of this.#packs()) {
      add(ref.path, ref.content, isFirst);
      const blobs = await this.blobsOf(ref);
      blobs.forEach(({ path, content }, i) => add(path, content, isFirst && i < firstBlobs));
    }
    return [...files.values()];
  }

  #packs(): { ref: FileRef; isFirst: boolean }[] {
    const { packs, targets } = this.manifest;
    const first = new Set(targets.filter(({ firstClass }) => firstClass).map(targetName));
    return Object.entries(packs).map(([target, ref]) => ({ ref, isFirst: first.has(target) }));
  }

  /** Removes every file that the manifest does not lead to. Returns how many there were. */
  async sweep(): Promise<number> {
    const kept = new Set(otherFiles);
    for (const { path, kind } of await this.files()) {
      kept.add(path);
      if (kind === 'tool') kept.add(`${path}.gz`);
      if (kind !== 'opaque') kept.add(`${path}.br`);
    }
    const entries = await readdir(this.path, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
    const left = files.filter((file) => !kept.has(path.relative(this.path, file).replaceAll(path.sep, '/')));
    await Promise.all(left.map((file) => rm(file)));
    return left.length;
  }

  private async blobsOf(ref: FileRef): Promise<{ path: string; content: string | undefined }[]> {
    const json = await promisify(gunzip)(await readFile(path.join(this.path, ref.path)));
    const index = JSON.parse(json.toString()) as GorootIndex | PackIndex;
    if ('blobs' in index)
      return index.blobs.map(({ sha256, content }) => ({
        path: `blobs/${sha256}.bin`,
        content: content.sha256,
      }));
    return index.directories
      .flatMap((directory) => [directory, ...(directory.summary ? [directory.summary] : [])])
      .filter(({ blob }) => blob !== undefined)
      .map(({ blob, blobContent }) => ({ path: `blobs/${blob}.bin`, content: blobContent }));
  }
}

/** The tools that build a program. */
const firstTools = new Set(['go', 'compile', 'link']);

/** Of a pack, the blobs that every small program needs come first: see groupPackages. */
const firstBlobs = 2;

/** Brings the keys of a record into order; it stays the same object, which others hold. */
function sort<T>(record: Record<string, T>): void {
  const entries = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [key, value] of entries) {
    delete record[key];
    record[key] = value;
  }
}
