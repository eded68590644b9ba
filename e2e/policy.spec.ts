// Checks that nothing leaves the machine: the browser refuses every way to another origin, and the page misses none.
import type { Page, Worker as RunningWorker } from '@playwright/test';
import { ForeignSite } from './foreign-site.ts';
import { gzipSync } from 'fflate';
import { foreignProgram, InspectorPage } from './inspector.ts';
import { ReplacedSite } from './new-version.ts';
import { expect, Playground, test as base } from './playground.ts';
import { StoragePage } from './storage-page.ts';
import { directivesOf, refused, takeAll, waysOfPage, waysOfWorker } from './ways-out.ts';

/** For attempts, which must be refused. */
const test = base.extend<{ foreign: ForeignSite; bareHost: ReplacedSite }>({
  refusals: async ({ page: _ }, use) => use([]),
  foreign: async ({ page: _ }, use) => {
    const foreign = await ForeignSite.start();
    await use(foreign);
    foreign.close();
  },
  /** The page on a host that sends no headers. */
  bareHost: async ({ page: _ }, use) => {
    const host = await ReplacedSite.start(process.env['ANYPORT_URL']!); // it passes none on
    await use(host);
    host.close();
  },
});

/** Waits until the browser has refused everything, and looks whether something came through. */
async function expectNoWayOut(
  place: Page | RunningWorker,
  ways: typeof waysOfPage,
  foreign: ForeignSite,
): Promise<void> {
  await takeAll(place, ways, foreign.url);
  await expect.poll(() => refused(place)).toEqual(directivesOf(ways));
  expect([...foreign.seen]).toEqual([]);
}

/** Starts a worker of the page's own anew: nobody has given it anything to do. */
async function startWorker(page: Page, url: string): Promise<RunningWorker> {
  const started = page.waitForEvent('worker', (worker) => worker.url() === url);
  await page.evaluate((url) => void new Worker(url, { type: 'module' }), url);
  return started;
}

/** Uses whatever starts a worker; returns the addresses of their scripts. */
async function scriptsOfWorkers(playground: Playground): Promise<string[]> {
  const { page } = playground;
  const scripts = new Set(page.workers().map((worker) => worker.url()));
  page.on('worker', (worker) => scripts.add(worker.url()));
  await playground.untilRich();
  await playground.openExample('Arguments and standard input');
  await playground.build('wasip1/wasm');
  await playground.card('wasip1/wasm').getByRole('button', { name: 'Run' }).click();
  await expect(playground.runState).toHaveText(/^Exit code 0 after /);
  const storage = new StoragePage(page);
  await storage.open();
  await storage.close();
  const inspector = new InspectorPage(page);
  await inspector.drop('program.gz', gzipSync(foreignProgram()));
  await expect(inspector.view.getByText('program.gz: 1 binary among 1 file.')).toBeVisible();
  await inspector.view.getByRole('button', { name: 'Back to the editor' }).click();
  await inspector.openBuild('wasip1/wasm');
  return [...scripts].sort();
}

/** Waits until the service worker has the page, and every worker that is started from now on. */
async function untilPageIsKept({ page }: Playground): Promise<void> {
  const isControlled = () => page.evaluate(() => navigator.serviceWorker.controller !== null);
  await expect.poll(isControlled).toBe(true);
}

const nameOf = (url: string) => /([\w.]+)-[\w-]{8}\.js$/.exec(url)?.[1];

test('without a policy, everything that is tried below arrives', async ({ page, foreign }) => {
  const bare = await ForeignSite.start();
  try {
    await page.goto(bare.url);
    await takeAll(page, waysOfPage, foreign.url);
    await expect.poll(() => [...foreign.seen]).toEqual(expect.arrayContaining(Object.keys(waysOfPage)));
  } finally {
    bare.close();
  }
});

test('nothing leaves the page', async ({ playground, foreign }) => {
  await expectNoWayOut(playground.page, waysOfPage, foreign);
});

test('a host that sends no headers: nothing leaves the page', async ({ page, bareHost, foreign }) => {
  await page.goto(bareHost.url);
  await expect(new Playground(page).editor).toBeAttached();
  await expectNoWayOut(page, waysOfPage, foreign);
});

test('a host that sends no headers: no policy reaches the workers of a first visit, as README says', async ({
  page,
  bareHost,
  foreign,
}) => {
  await page.goto(bareHost.url);
  await new Playground(page).build('linux/amd64');
  const script = page
    .workers()
    .find((worker) => nameOf(worker.url()) === 'build.worker')!
    .url();
  await takeAll(await startWorker(page, script), waysOfWorker, foreign.url);
  await expect.poll(() => [...foreign.seen].sort()).toEqual(Object.keys(waysOfWorker).sort());
});

test('nothing leaves the workers', async ({ playground, foreign }) => {
  const { page } = playground;
  const scripts = await scriptsOfWorkers(playground);
  expect(scripts.map(nameOf)).toEqual([
    'build.worker',
    'inspect.worker',
    'run.worker',
    'storage.worker',
    'unpack.worker',
  ]);
  for (const script of scripts) {
    await test.step(script, async () =>
      expectNoWayOut(await startWorker(page, script), waysOfWorker, foreign),
    );
  }
});

base('the page may do all that it does; what it may not is heard of', async ({ playground, refusals }) => {
  const { page } = playground;
  await scriptsOfWorkers(playground);
  const inspector = new InspectorPage(page);
  for (const panel of await inspector.tabs.all()) await panel.click();
  await inspector.view.getByRole('button', { name: 'Back to the editor' }).click();
  await playground.download('wasip1/wasm');
  await playground.editor.focus();
  await page.keyboard.press('ControlOrMeta+f'); // Monaco's dialogs come with icons and styles of their own
  await expect(page.getByRole('textbox', { name: 'Find' })).toBeVisible();
  expect(refusals).toEqual([]);

  const elsewhere = 'http://127.0.0.1:1/';
  await waysOfWorker['fetch']!.take(page, elsewhere);
  await expect.poll(() => refusals.join('\n')).toContain(elsewhere);
  refusals.length = 0;
});

test.describe('with the service worker', () => {
  test.use({ serviceWorkers: 'allow' });

  test('nothing leaves it', async ({ playground, context, foreign }) => {
    await playground.build('linux/amd64');
    await untilPageIsKept(playground);
    const [serviceWorker] = context.serviceWorkers();
    const { fetch, socket, events } = waysOfWorker;
    await expectNoWayOut(serviceWorker!, { fetch: fetch!, socket: socket!, events: events! }, foreign);
  });

  test('a host that sends no headers: nothing leaves the workers once the page is kept', async ({
    page,
    bareHost,
    foreign,
  }) => {
    await page.goto(bareHost.url);
    const playground = new Playground(page);
    await playground.build('linux/amd64');
    const script = page
      .workers()
      .find((worker) => nameOf(worker.url()) === 'build.worker')!
      .url();
    await untilPageIsKept(playground);
    await expectNoWayOut(await startWorker(page, script), waysOfWorker, foreign);
  });
});
