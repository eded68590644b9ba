// Reads how much memory a tab holds that nobody else shares, once its garbage is collected.
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer-core';
import { median } from './measurement.ts';

const readings = 3;

/**
 * Private bytes of the page's process (its workers live in it) after a forced collection in page and workers: the median of
 * three readings. Undefined where the system does not tell (only Linux does).
 */
export async function tabMemory(browser: Browser, page: Page): Promise<number | undefined> {
  const values: number[] = [];
  for (let i = 0; i < readings; i++) {
    await collectGarbage(page);
    const bytes = await privateBytes(browser);
    if (bytes === undefined) return undefined;
    values.push(bytes);
  }
  return median(values);
}

/** https://chromedevtools.github.io/devtools-protocol/tot/HeapProfiler/#method-collectGarbage, in each of the page's heaps. */
async function collectGarbage(page: Page): Promise<void> {
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  for (const worker of page.workers()) await worker.client.send('HeapProfiler.collectGarbage');
}

/** Of the renderer that holds most: beside the page's there is one that waits for the next page. */
async function privateBytes(browser: Browser): Promise<number | undefined> {
  const session = await browser.target().createCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => privateOf(id));
  return sizes.reduce((most, size) => Math.max(most ?? 0, size ?? 0) || undefined, undefined);
}

/** The sum of Private_Clean and Private_Dirty: https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html */
function privateOf(pid: number): number | undefined {
  try {
    const lines = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').matchAll(/^Private_\w+:\s*(\d+) kB$/gm);
    return [...lines].reduce((sum, [, kilobytes]) => sum + Number(kilobytes) * 1024, 0);
  } catch {
    return undefined;
  }
}
