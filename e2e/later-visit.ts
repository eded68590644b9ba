// Gives specs a browser that has been to the site before: its HTTP cache is filled, everything else is as at a first visit.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, BrowserType } from '@playwright/test';

type Options = NonNullable<Parameters<BrowserType['launchPersistentContext']>[1]>;

/** Longer than any warm-up, even of a busy machine, in milliseconds. */
const longestVisit = 300_000;

/** Milliseconds after which a browser that clears its storage hangs; it takes some 20. */
const clearingHangs = 30_000;

/**
 * A browser with a profile on disk. There Chromium keeps what it fetched and the code that it compiled from it, so that a
 * spec about the page does not wait until the toolchain is compiled anew.
 */
export class LaterVisits {
  #answers = true;

  private constructor(
    private readonly folder: string,
    readonly context: BrowserContext,
  ) {}

  /** Starts the browser and visits `url` for the first time. Whoever has started it closes it. */
  static async start(chromium: BrowserType, url: string, options: Options): Promise<LaterVisits> {
    const folder = await mkdtemp(path.join(tmpdir(), 'anyport-profile-'));
    const visits = new LaterVisits(folder, await chromium.launchPersistentContext(folder, options));
    await visits.#visit(url);
    return visits;
  }

  /** Stays until the page has built in the background as often as it wants to: Chromium keeps the code it has by then. */
  async #visit(url: string): Promise<void> {
    const page = await this.context.newPage();
    await page.goto(url);
    const isWarm = () => performance.getEntriesByName('warm').length > 0;
    await page.waitForFunction(isWarm, undefined, { timeout: longestVisit });
    await page.close();
  }

  /**
   * Closes all pages and removes everything that a site can keep but the HTTP cache. `url` is of that site. Resolves false when
   * the browser does not answer, as Chromium did once in a hundred times while the machine was busy; it is not asked again then.
   */
  async clear(url: string): Promise<boolean> {
    this.#answers &&= await endsWithin(this.#clear(url), clearingHangs);
    return this.#answers;
  }

  async #clear(url: string): Promise<void> {
    const page = await this.context.newPage();
    for (const other of this.context.pages()) if (other !== page) await other.close();
    const cdp = await this.context.newCDPSession(page);
    await cdp.send('Storage.clearDataForOrigin', { origin: new URL(url).origin, storageTypes: 'all' });
    await cdp.detach();
  }

  async close(): Promise<void> {
    await this.context.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function endsWithin(work: Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const ended = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  if (!ended) work.catch(() => {}); // It rejects when the browser is closed.
  return ended;
}
