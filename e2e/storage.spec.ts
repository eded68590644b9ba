// The promise that storage is shown and cleared by kind, and that nothing depends on it.
import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import { expect, Playground, test } from './playground.ts';
import { StoragePage } from './storage-page.ts';

test.use({ visit: 'first' });

const notKept = 'This browser does not keep the toolchain';

/** Chromium's own switches for storage (chromedevtools.github.io/devtools-protocol/tot/Storage). */
async function chromium(context: BrowserContext, page: Page): Promise<{ cdp: CDPSession; origin: string }> {
  return { cdp: await context.newCDPSession(page), origin: new URL(process.env['ANYPORT_URL']!).origin };
}

test('what is kept is shown by kind, and can be cleared; the next build fetches it again', async ({
  playground,
  page,
}) => {
  const storage = new StoragePage(page);
  // What is fetched by a blocking request in the midst of a build is not kept: the build must have foreseen everything.
  const blocking: string[] = [];
  page.on('request', (request) => request.resourceType() === 'xhr' && blocking.push(request.url()));
  await playground.build('linux/amd64');
  expect(blocking).toEqual([]);
  await storage.open();
  await expect(storage.size('Tools and packs')).toHaveText(/ MB$/);
  // Nothing of std, which came ready: at most the program's own package.
  await expect(storage.size('Packages compiled here')).toHaveText(/^[\d.]+ k?B$/);
  await storage.clear('Tools and packs');
  await expect(storage.size('Tools and packs')).toHaveText('0 B');
  await storage.close();

  await page.reload();
  await playground.build('linux/amd64');
  await storage.open();
  await expect(storage.size('Tools and packs')).toHaveText(/ MB$/);
});

test('a project that is cleared does not come back', async ({ playground, page }) => {
  const storage = new StoragePage(page);
  const before = await playground.read();
  await playground.write('package main\n\nfunc main() { println("cleared") }\n');
  await storage.untilKept('Your projects');
  await storage.open();
  await storage.clear('Your projects');
  await expect(storage.size('Your projects')).toHaveText('0 B');
  await storage.close();
  await page.reload();
  expect(await playground.read()).toBe(before);
});

test('without space everything works, and one quiet notice says so', async ({ context, page }) => {
  const { cdp, origin } = await chromium(context, page);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000_000 });
  const playground = new Playground(page);
  await playground.open();
  await playground.build('linux/amd64');
  const notices = page.getByRole('status', { name: 'Notices' }).getByText(notKept);
  await expect(notices).toHaveCount(1);
  await playground.build('linux/amd64');
  await expect(notices).toHaveCount(1);
  await expect(playground.alert).toHaveCount(0);
});

/** What a private window of some browsers gives: every call of the two storages rejects, in the page and in its workers. */
const refusing = `{
  const refused = () => new DOMException('refused for the test', 'SecurityError');
  CacheStorage.prototype.open = CacheStorage.prototype.match = () => Promise.reject(refused());
  IDBFactory.prototype.open = () => { throw refused(); };
}`;

test('a browser that refuses every storage builds all the same', async ({ page }) => {
  await page.addInitScript(refusing);
  // Scripts of a page do not reach its workers: there the same lines come in front of the worker's own.
  await page.route(/assets\/[\w.]+\.worker-/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${refusing}\n${await response.text()}` });
  });
  const playground = new Playground(page);
  await playground.open();
  await playground.build('linux/amd64');
  await expect(page.getByRole('status', { name: 'Notices' }).getByText(notKept)).toHaveCount(1);
  await page.reload();
  await playground.build('linux/amd64');
  await expect(playground.alert).toHaveCount(0);
});

test('storage that the browser takes away while the page is open is filled again', async ({
  playground,
  page,
  context,
}) => {
  const { cdp, origin } = await chromium(context, page);
  await playground.build('linux/amd64');
  await cdp.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await playground.build('linux/amd64');
  await page.reload();
  await playground.build('linux/amd64');
  await new StoragePage(page).untilKept('Tools and packs');
});

/** Names of the packages that were compiled, read from the progress as it is shown. */
async function compiled(page: Page, build: () => Promise<void>): Promise<Set<string>> {
  await page.evaluate(() => {
    const seen: string[] = [];
    const look = () => {
      const text = document.querySelector('[aria-label="Build progress"]')?.getAttribute('aria-valuetext');
      const name = /^Compiling .*: (.*)$/.exec(text ?? '')?.[1];
      if (name && !seen.includes(name)) seen.push(name);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    Object.assign(window, { seenPackages: seen });
  });
  await build();
  return new Set(await page.evaluate(() => (window as unknown as { seenPackages: string[] }).seenPackages));
}

test('a variant that was compiled from source is kept for the next visit', async ({ playground, page }) => {
  test.slow();
  const patience = { timeout: 400_000 };
  const build = async () => {
    await playground.buildButton.click();
    await expect(playground.state).toHaveText(/^Built for linux\/amd64 GOAMD64=v3 in /, patience);
  };
  await playground.chooseVariant('GOAMD64', 'v3');
  const first = await compiled(page, build);
  expect([...first]).toEqual(expect.arrayContaining(['runtime', 'fmt']));
  const sha256 = await playground.shownSha256('linux/amd64').innerText();
  await new StoragePage(page).untilKept('Packages compiled here');

  await page.reload();
  const second = await compiled(page, build);
  // Only the program's own package is left, whose build is too quick to be worth keeping.
  expect([...second].filter((name) => first.has(name) && name !== 'main')).toEqual([]);
  await expect(playground.shownSha256('linux/amd64')).toHaveText(sha256);
});
