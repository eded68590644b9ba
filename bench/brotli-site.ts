// The page on a host that sends .br files, made for just what is fetched.
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotli, contentOf } from '../toolchain/brotli.ts';
import { compressors, mapLimited } from '../toolchain/concurrency.ts';
import { isStored, writeAtomically } from '../toolchain/content.ts';
import type { ReleaseFolder, StoredFile } from '../toolchain/release-folder.ts';
import { serve } from '../toolchain/serve.ts';
import type { BrotliHost } from './measurement.ts';

/** Where the page is, and how its .br files are made. */
export interface BrotliOptions {
  /** Folder of the built page. */
  page: string;
  release: ReleaseFolder;
  quality: number;
  /** Keeps the .br files of prepared ones for the next run: their names say what they hold. */
  cache: string;
}

/** A folder of .br files in front of the page's own. */
export class BrotliSite implements BrotliHost {
  private constructor(
    readonly url: string,
    /** Without its server. */
    private readonly folder: string,
    private readonly options: BrotliOptions,
    private readonly stop: () => Promise<void>,
  ) {}

  static async serve(options: BrotliOptions): Promise<BrotliSite> {
    const folder = await mkdtemp(path.join(tmpdir(), 'anyport-brotli-'));
    await mkdir(options.cache, { recursive: true });
    await symlink(path.resolve(options.cache), path.join(folder, 'toolchain'));
    const { url, close } = await serve([folder, options.page], 0);
    return new BrotliSite(url, folder, options, close);
  }

  get quality(): number {
    return this.options.quality;
  }

  async compress(urls: readonly string[]): Promise<void> {
    const { release } = this.options;
    const prepared = new Map((await release.files()).map((file) => [this.#place(file), file]));
    const names = new Set(urls.map((url) => new URL(url).pathname.slice(1) || 'index.html'));
    await mapLimited([...names], compressors, async (name) => {
      const compressed = path.join(this.folder, `${name}.br`);
      if (await isStored(compressed)) return;
      const content = await this.#content(name, prepared.get(name));
      if (content) await writeAtomically(compressed, await brotli(content, this.quality));
    });
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Of a prepared file, relative to the site. */
  #place({ path: name }: StoredFile): string {
    return `toolchain/${path.basename(this.options.release.path)}/${name}`;
  }

  /** Undefined for what has no .br on a host either. */
  async #content(name: string, prepared: StoredFile | undefined): Promise<Uint8Array | undefined> {
    const { release, page } = this.options;
    if (prepared) return prepared.kind === 'opaque' ? undefined : contentOf(release, prepared);
    const file = path.join(page, name);
    const isText = !name.startsWith('toolchain/') && (await isStored(`${file}.gz`));
    return isText ? readFile(file) : undefined;
  }
}
