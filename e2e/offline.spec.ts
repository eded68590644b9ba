// The promise that the page and what was built before work without a network.
import type { Page } from '@playwright/test';
import { ReplacedSite } from './new-version.ts';
import { expect, Playground, test } from './playground.ts';
import { StoragePage } from './storage-page.ts';

test.use({ visit: 'first', serviceWorkers: 'allow' });

/** Waits until the service worker has the page, without a reload. */
async function untilPageIsKept(page: Page): Promise<void> {
  const isControlled = () => page.evaluate(() => navigator.serviceWorker.controller !== null);
  await expect.poll(isControlled).toBe(true);
}

/** Which version of the page this is: the name of its script. */
function version(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector<HTMLScriptElement>('script[src]')!.src);
}

test('after one visit with one build, page and target work with the network cut', async ({
  playground,
  page,
  context,
}) => {
  await playground.build('linux/amd64');
  const sha256 = await playground.shownSha256('linux/amd64').innerText();
  await untilPageIsKept(page);

  await context.setOffline(true);
  await page.reload();
  await playground.untilRich();
  await playground.build('linux/amd64');
  await expect(playground.shownSha256('linux/amd64')).toHaveText(sha256);
});

test('without a network, a target that was never fetched names what is missing; with one, Retry builds it', async ({
  playground,
  page,
  context,
}) => {
  await playground.build('linux/amd64');
  await untilPageIsKept(page);

  await context.setOffline(true);
  await page.reload();
  await playground.choose('windows/amd64');
  await playground.buildButton.click();
  await expect(playground.alert).toContainText(
    /packs\/windows_amd64\..*not fetched before, and there is no network/s,
  );

  await context.setOffline(false);
  await playground.alert.getByRole('button', { name: 'Retry' }).click();
  await playground.untilBuilt('windows/amd64');
});

test('targets made available offline build without a network', async ({ playground, page, context }) => {
  const storage = new StoragePage(page);
  await playground.build('linux/amd64');
  await untilPageIsKept(page);
  await storage.open();
  await storage.makeAvailable(['windows/amd64', 'wasip1/wasm']);

  await context.setOffline(true);
  await page.reload();
  for (const target of ['windows/amd64', 'wasip1/wasm']) {
    await playground.choose(target);
    await playground.build(target);
  }
});

test('prepared files go past the service worker', async ({ playground, page }) => {
  const worker = page.waitForEvent('requestfinished', (request) => /\/tools\/link\./.test(request.url()));
  await playground.build('linux/amd64');
  await untilPageIsKept(page);
  expect((await (await worker).response())?.fromServiceWorker()).toBe(false);
  await page.reload();
  await playground.build('linux/amd64');
  const byWorker = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(
        (entry) => entry.name.includes('/toolchain/') && (entry as PerformanceResourceTiming).workerStart > 0,
      )
      .map(({ name }) => name),
  );
  expect(byWorker.filter((name) => !name.endsWith('.json'))).toEqual([]);
});

test('a new version waits until it is asked for, and tabs of the old one keep working', async ({
  context,
}) => {
  const site = await ReplacedSite.start(process.env['ANYPORT_URL']!);
  try {
    const first = await context.newPage();
    const playground = new Playground(first);
    await first.goto(site.url);
    await playground.build('linux/amd64');
    await untilPageIsKept(first);
    const old = await version(first);

    await site.replace();
    const second = await context.newPage();
    await second.goto(site.url);
    expect(await version(second)).toBe(old);
    const notices = second.getByRole('status', { name: 'Notices' });
    await expect(notices).toContainText('A new version of this page is ready');
    await notices.getByRole('button', { name: 'Reload' }).click();
    await expect.poll(() => version(second).catch(() => old)).not.toBe(old);
    await new Playground(second).build('linux/amd64');

    expect(await version(first)).toBe(old);
    // A stopped build takes its worker along: the next one needs the old version's script.
    await playground.chooseVariant('GOAMD64', 'v3');
    await playground.buildButton.click();
    await playground.stopButton.click();
    await expect(playground.state).toHaveText(/was stopped/);
    await playground.chooseVariant('GOAMD64', 'v1');
    await playground.write('package main\n\nfunc main() { println("still the old version") }\n');
    await playground.build('linux/amd64');
  } finally {
    site.close();
  }
});
