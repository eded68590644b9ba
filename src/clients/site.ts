// What this site has prepared: releases.json and the manifest, or what was kept of them.
import type { Target } from '../project/target.ts';
import { ToolchainError } from '../project/toolchain-error.ts';
import type { Manifest, Releases } from '../../toolchain/manifest.ts';
import { keepManifest, keptManifest } from '../storage/offline-manifest.ts';

/** The prepared releases of this site. One for the whole page: the manifest is fetched once and shared. */
export class Site {
  readonly #base = new URL('toolchain/', document.baseURI).href;
  #manifest: Promise<Manifest> | undefined;

  /**
   * What the default release has: targets, tools, packs. Without a network: what was kept at the last visit. Throws
   * ToolchainError; a later call tries again.
   */
  manifest(): Promise<Manifest> {
    this.#manifest ??= this.#fetchOrKept().catch((error: unknown) => {
      this.#manifest = undefined;
      throw error;
    });
    return this.#manifest;
  }

  /** The manifest, fetched anew when it lacks the target's pack: it may have been prepared since. */
  async manifestFor({ goos, goarch }: Target): Promise<Manifest> {
    const manifest = await this.manifest();
    if (`${goos}/${goarch}` in manifest.packs) return manifest;
    this.#manifest = this.#withNewPacks(manifest).catch(() => manifest);
    return this.#manifest;
  }

  /** URL of a release's folder, with a slash at the end. */
  folder({ release }: Manifest): string {
    return new URL(`${release}/`, this.#base).href;
  }

  /** Keeps the manifest for visits without a network; to be called when the tools it names are kept. */
  async keep(): Promise<void> {
    await keepManifest(this.#base, await this.manifest());
  }

  async #fetchOrKept(): Promise<Manifest> {
    try {
      const { default: release } = await this.#json<Releases>('releases.json');
      return await this.#fetch(release);
    } catch (error) {
      const kept = await keptManifest(this.#base);
      if (!kept) throw error;
      return kept;
    }
  }

  /** Only packs and targets are taken over: the tools in use stay those of one manifest for as long as the page is open. */
  async #withNewPacks(manifest: Manifest): Promise<Manifest> {
    const { packs, targets } = await this.#fetch(manifest.release);
    return { ...manifest, packs, targets };
  }

  async #fetch(release: string): Promise<Manifest> {
    const path = `${release}/manifest.json`;
    const manifest = await this.#json<Manifest>(path);
    if (manifest.schema === 2) return manifest;
    throw new ToolchainError({
      file: new URL(path, this.#base).pathname,
      reason: 'it was prepared for a newer version of this page: close all its tabs and open it again',
    });
  }

  async #json<T>(path: string): Promise<T> {
    const url = new URL(path, this.#base);
    try {
      const response = await fetch(url, { cache: 'no-cache' });
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      return (await response.json()) as T;
    } catch (error) {
      throw new ToolchainError({
        file: url.pathname,
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }
}
