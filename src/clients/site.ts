// What this site has prepared: releases.json and the manifest, or what was kept of them.
import type { Target } from '../project/target.ts';
import { untilAborted } from './until-aborted.ts';
import { faultOf, ToolchainError, type ToolchainFault } from '../project/toolchain-error.ts';
import type { Manifest, Releases } from '../../toolchain/manifest.ts';
import { keepManifest, keptManifest } from '../storage/offline-manifest.ts';

/** A fetch of the manifest that is under way. */
interface Attempt {
  readonly manifest: Promise<Manifest>;
  readonly abort: AbortController;
}

/**
 * The prepared releases of this site. One for the whole page, and the only one that fetches what it has: the manifest is
 * fetched once and shared.
 */
export class Site {
  readonly #base = new URL('toolchain/', document.baseURI).href;
  #manifest: Manifest | undefined;
  #attempt: Attempt | undefined;

  /**
   * What the default release has: targets, tools, packs. Without a network: what was kept at the last visit. Throws
   * ToolchainError; a later call tries again.
   */
  async manifest(): Promise<Manifest> {
    return this.#manifest ?? this.#fetched((signal) => this.#fetchOrKept(signal));
  }

  /** The manifest, fetched anew when it lacks the target's pack: it may have been prepared since. */
  async manifestFor({ goos, goarch }: Target): Promise<Manifest> {
    const manifest = await this.manifest();
    if (Object.hasOwn(manifest.packs, `${goos}/${goarch}`)) return manifest;
    return this.#fetched((signal) => this.#withNewPacks(manifest, signal).catch(() => manifest));
  }

  /** Gives up what is being fetched: it is fetched anew, also for those who wait for it. A manifest that is there stays. */
  startAnew(): void {
    this.#attempt?.abort.abort();
    this.#attempt = undefined;
  }

  /** What the fetch that is under way gives, or the one that takes its place; `start` begins one when there is none. */
  async #fetched(start: (signal: AbortSignal) => Promise<Manifest>): Promise<Manifest> {
    for (;;) {
      const { manifest, abort } = (this.#attempt ??= this.#begin(start));
      try {
        return await untilAborted(manifest, abort.signal);
      } catch (error) {
        if (!abort.signal.aborted) throw error;
      }
    }
  }

  /** A fetch that ends is no longer under way before anybody hears of it; one that was given up changes nothing. */
  #begin(start: (signal: AbortSignal) => Promise<Manifest>): Attempt {
    const abort = new AbortController();
    const end = (manifest: Manifest | undefined) => {
      if (abort.signal.aborted) return;
      this.#manifest = manifest;
      this.#attempt = undefined;
    };
    const manifest = start(abort.signal).then(
      (fetched) => {
        end(fetched);
        return fetched;
      },
      (error: unknown) => {
        end(this.#manifest);
        throw error;
      },
    );
    return { manifest, abort };
  }

  /** URL of a release's folder, with a slash at the end. */
  folder({ release }: Manifest): string {
    return new URL(`${release}/`, this.#base).href;
  }

  /** Keeps the manifest for visits without a network; to be called when the tools it names are kept. */
  async keep(): Promise<void> {
    await keepManifest(this.#base, await this.manifest());
  }

  async #fetchOrKept(signal: AbortSignal): Promise<Manifest> {
    try {
      const { default: release } = await this.#json<Releases>('releases.json', signal);
      return await this.#fetch(release, signal);
    } catch (error) {
      const kept = await keptManifest(this.#base);
      if (!kept) throw error;
      return kept;
    }
  }

  /** Only packs and targets are taken over: the tools in use stay those of one manifest for as long as the page is open. */
  async #withNewPacks(manifest: Manifest, signal: AbortSignal): Promise<Manifest> {
    const { packs, targets } = await this.#fetch(manifest.release, signal);
    return { ...manifest, packs, targets };
  }

  async #fetch(release: string, signal: AbortSignal): Promise<Manifest> {
    const path = `${release}/manifest.json`;
    const manifest = await this.#json<Manifest>(path, signal);
    if (manifest.schema === 2) return manifest;
    throw this.#error(path, { code: 'newer' });
  }

  async #json<T>(path: string, signal: AbortSignal): Promise<T> {
    try {
      const response = await fetch(new URL(path, this.#base), { cache: 'no-cache', signal });
      if (response.ok) return (await response.json()) as T;
      throw this.#error(path, { code: 'status', status: response.status, text: response.statusText });
    } catch (error) {
      throw error instanceof ToolchainError ? error : this.#error(path, faultOf(error));
    }
  }

  #error(path: string, fault: ToolchainFault): ToolchainError {
    return new ToolchainError({ file: new URL(path, this.#base).pathname, fault });
  }
}
