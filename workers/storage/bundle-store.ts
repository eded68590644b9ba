// What go compiled in this browser, kept for the next visit: bundles of GOCACHE entries.
import { clear, createStore, delMany, entries, get, set, setMany, type UseStore } from 'idb-keyval';
import type { BundleRecord, KeptBundle } from '../protocol/go.ts';

/** Bundles are dropped, least recently used first, when all together they are larger than this. */
export const bundleBudget = 512 << 20;

/**
 * Bundles in IndexedDB. Each is written once and never changed, so two tabs cannot damage each other: the worst is that
 * both keep the same entries. A browser that refuses to keep things makes every call do nothing; `onRefused` is told.
 */
export class BundleStore {
  readonly #records: UseStore = createStore('anyport-build-cache', 'records');
  readonly #contents: UseStore = createStore('anyport-build-cache-contents', 'contents');

  constructor(readonly onRefused?: () => void) {}

  /** Every kept bundle of a release. */
  async load(release: string): Promise<KeptBundle[]> {
    return this.#trying([], async () => {
      const records = (await entries<string, BundleRecord>(this.#records)).map(([, record]) => record);
      const ours = records.filter((record) => record.release === release);
      const bundles = ours.map(async (record) => ({
        ...record,
        content: await get<Blob>(record.id, this.#contents),
      }));
      return (await Promise.all(bundles)).filter(
        (bundle): bundle is KeptBundle => bundle.content !== undefined,
      );
    });
  }

  /** Keeps a bundle and drops the least recently used ones over the budget. */
  async keep(bundle: KeptBundle): Promise<void> {
    await this.#trying(undefined, async () => {
      const { content, ...record } = bundle;
      await set(record.id, content, this.#contents);
      await set(record.id, record, this.#records);
      await this.#trim();
    });
  }

  /** Notes that bundles were of use just now. */
  async touch(bundles: BundleRecord[]): Promise<void> {
    const used = Date.now();
    const records = bundles.map(({ id, release, names, size }): [string, BundleRecord] => [
      id,
      { id, release, names, size, used },
    ]);
    await this.#trying(undefined, () => setMany(records, this.#records));
  }

  /** Drops the bundles of all other releases. */
  async dropOthers(release: string): Promise<void> {
    await this.#trying(undefined, async () => {
      const records = (await entries<string, BundleRecord>(this.#records)).map(([, record]) => record);
      await this.#drop(records.filter((record) => record.release !== release));
    });
  }

  /** Bytes of all bundles. */
  size(): Promise<number> {
    return this.#trying(0, async () => {
      const records = await entries<string, BundleRecord>(this.#records);
      return records.reduce((total, [, record]) => total + record.size, 0);
    });
  }

  /** Removes every bundle. */
  async clear(): Promise<void> {
    await this.#trying(undefined, async () => {
      await clear(this.#records);
      await clear(this.#contents);
    });
  }

  async #drop(records: BundleRecord[]): Promise<void> {
    const ids = records.map((record) => record.id);
    await delMany(ids, this.#records);
    await delMany(ids, this.#contents);
  }

  async #trim(): Promise<void> {
    const records = (await entries<string, BundleRecord>(this.#records)).map(([, record]) => record);
    records.sort((a, b) => b.used - a.used);
    let total = 0;
    await this.#drop(records.filter((record) => (total += record.size) > bundleBudget));
  }

  async #trying<T>(otherwise: T, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch {
      this.onRefused?.();
      return otherwise;
    }
  }
}
