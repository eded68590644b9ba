// Prepared files that lie on this machine's disk, as `npm run toolchain` leaves them.
import { ToolchainError } from '../../src/project/toolchain-error.ts';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { FileRef, Manifest, Releases, ToolRef } from '../../toolchain/manifest.ts';
import { type ToolchainSource } from '../toolchain/source.ts';

/** Reads from the folder of one release, for example public/toolchain/go1.27.3. */
export class DiskSource implements ToolchainSource {
  constructor(readonly folder: string) {}

  /**
   * The source at `folder`: a release's own folder, or the one above, whose default release is taken. Throws an Error that
   * says what to do when there is none.
   */
  static at(folder: string): DiskSource {
    if (existsSync(join(folder, 'manifest.json'))) return new DiskSource(folder);
    try {
      const { default: release } = JSON.parse(
        readFileSync(join(folder, 'releases.json'), 'utf8'),
      ) as Releases;
      return new DiskSource(join(folder, release));
    } catch (cause) {
      throw new Error('No toolchain is prepared yet: run "npm run toolchain" first.', { cause });
    }
  }

  manifest(): Manifest {
    return JSON.parse(readFileSync(join(this.folder, 'manifest.json'), 'utf8')) as Manifest;
  }

  readSync(ref: FileRef): Uint8Array {
    return gunzipSync(this.#stored(ref));
  }

  moduleSync(ref: ToolRef): WebAssembly.Module {
    return new WebAssembly.Module(this.#stored(ref));
  }

  async read(ref: FileRef): Promise<Uint8Array> {
    return this.readSync(ref);
  }

  async module(ref: ToolRef): Promise<WebAssembly.Module> {
    return this.moduleSync(ref);
  }

  #stored(ref: FileRef): Uint8Array<ArrayBuffer> {
    const file = join(this.folder, ref.path);
    const bytes = new Uint8Array(readFileSync(file));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 === ref.sha256) return bytes;
    const advice = new Error('run "npm run toolchain" again');
    const fault = { code: 'hash', came: sha256, expected: ref.sha256 } as const;
    throw new ToolchainError({ file, fault }, { cause: advice });
  }
}

/**
 * A prepared release of this machine: the default one, or the named. ANYPORT_TOOLCHAIN names another folder than that of the
 * site. Throws an Error that says what there is when the release is not prepared.
 */
export function preparedRelease(release?: string): { source: DiskSource; manifest: Manifest } {
  const site = fileURLToPath(new URL('../../public/toolchain', import.meta.url));
  const folder = process.env['ANYPORT_TOOLCHAIN'] ?? site;
  const isThere = release !== undefined && existsSync(join(folder, release, 'manifest.json'));
  const source = isThere ? new DiskSource(join(folder, release)) : DiskSource.at(folder);
  const manifest = source.manifest();
  if (release === undefined || manifest.release === release) return { source, manifest };
  throw new Error(
    `The link is for ${release}, and ${manifest.release} is prepared. With --native go of ${release} builds it.`,
  );
}
