// The promise of links: whoever opens one builds the same bytes and sees that they are; a mismatch says why; nothing is lost.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Locator, Page } from '@playwright/test';
import { inLooks, sideways, themesAndWidths, violations } from './looks.ts';
import { nativeGoEnvironment, preparedRelease } from './native-go.ts';
import { expect, test, type Playground } from './playground.ts';
import { SetPage } from './set-page.ts';

const program = 'package main\n\nimport "os"\n\nfunc main() { os.Stdout.WriteString("héllo\\n") }\n';
const targets = ['linux/amd64', 'windows/amd64', 'wasip1/wasm'];

async function openShare(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Share' }).click();
  return page.getByRole('dialog', { name: 'Share' });
}

async function copied(page: Page, dialog: Locator, caption: string): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await dialog.getByText(caption, { exact: true }).click();
  const text = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(text).not.toBe('');
  return text();
}

/** Another visitor: nothing of the first one's browser is there. */
async function visitor(browser: Browser, address: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(address);
  return page;
}

const place = (page: Page) => page.getByRole('main', { name: 'A project from a link' });
const outcome = (page: Page) =>
  place(page).getByRole('region', { name: 'What came out' }).getByRole('status');
const result = (page: Page, target: string) =>
  page.getByRole('article', { name: new RegExp(`^${target}: `) });

async function buildLinked(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Build and compare' }).click();
  await expect(outcome(page)).toHaveText(/match|promised ones?\./, { timeout: 240_000 });
}

test('three targets, shared, opened by somebody else: three matches; natively the same sums; a changed byte is named', async ({
  playground,
  page,
  browser,
}) => {
  await playground.write(program);
  const set = new SetPage(page);
  await set.open();
  await set.choose(...targets);
  await set.buildButton.click();
  await set.untilEnded();
  const sums = await set.checksums();

  const dialog = await openShare(page);
  for (const target of targets) await expect(dialog.getByRole('checkbox', { name: target })).toBeChecked();
  const address = await copied(page, dialog, 'Copy link');
  expect(address).toBe(await dialog.getByRole('textbox', { name: 'Address' }).inputValue());
  expect(new URL(address).hash).toMatch(/^#1d\.[\w-]+$/);

  await test.step('three matches in a fresh profile, after consent', async () => {
    const other = await visitor(browser, address);
    await expect(other.getByRole('heading', { name: 'A project from a link' })).toBeVisible();
    await expect(other.getByText(preparedRelease(), { exact: true })).toHaveCount(2);
    await expect(other.getByRole('article')).toHaveCount(0);
    await buildLinked(other);
    await expect(outcome(other)).toHaveText('All 3 binaries are the promised ones.');
    for (const target of targets) await expect(result(other, target)).toContainText('Match');
    await other.context().close();
  });

  await test.step('the shell script gives the same sums natively', async () => {
    const script = await copied(page, dialog, 'Shell script');
    const folder = mkdtempSync(path.join(tmpdir(), 'anyport-share-'));
    try {
      writeFileSync(path.join(folder, 'build.sh'), script);
      const ran = spawnSync('sh', ['build.sh'], {
        cwd: folder,
        env: nativeGoEnvironment(),
        encoding: 'utf8',
      });
      expect(ran.stderr).toBe('');
      expect(ran.status).toBe(0);
      for (const [name, sha256] of sums) expect(ran.stdout).toContain(`${sha256}  ./${name}`);
      expect(execFileSync('sha256sum', [...sums.keys()], { cwd: folder, encoding: 'utf8' })).toBe(
        [...sums].map(([name, sha256]) => `${sha256}  ${name}\n`).join(''),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  await test.step('one changed byte of a file: mismatches that name the file and what differs', async () => {
    const changed = execFileSync(
      process.execPath,
      [
        '--import',
        'tsx',
        'src/link/testing/change-byte.ts',
        new URL(address).hash,
        'main.go',
        'héllo',
        'hallo',
      ],
      { encoding: 'utf8' },
    );
    const other = await visitor(browser, `${address.replace(/#.*$/, '')}#${changed.trim()}`);
    await buildLinked(other);
    await expect(outcome(other)).toHaveText('0 of 3 match.');
    const linux = result(other, 'linux/amd64');
    await expect(linux).toContainText('Mismatch');
    await expect(linux).toContainText(
      'main.go in the link is not the file that the promised binary was built from.',
    );
    await expect(linux).toContainText(/What differs of the binary: .*\.rodata/);
    await inLooks(other, themesAndWidths, async (look) => {
      expect(await violations(other), look).toEqual([]);
      expect(await sideways(other), look).toBe(0);
    });
    await other.context().close();
  });

  await test.step('txtar and the badge', async () => {
    expect(await copied(page, dialog, 'txtar')).toContain(`-- main.go --\n${program}`);
    expect(await copied(page, dialog, 'Markdown badge')).toBe(
      `[![Build hello yourself](${address.replace(/#.*$/, '')}badge.svg)](${address})`,
    );
    const badge = await page.request.get(`${address.replace(/#.*$/, '')}badge.svg`);
    expect(badge.headers()['content-type']).toContain('image/svg+xml');
  });
});

test('a link stands beside the project of the visitor; taken over, it is another project, and Undo leads back', async ({
  playground,
  page,
}) => {
  const mine = 'package main\n\nfunc main() { println("mine") }\n';
  await playground.build('linux/amd64');
  const dialog = await openShare(page);
  await expect(dialog.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  const address = await copied(page, dialog, 'Copy link');
  expect(new URL(address).hash.length - 1).toBeLessThanOrEqual(150);
  const file = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download as a file' }).click();
  const link = readFileSync(await (await file).path(), 'utf8');
  expect(link).toBe(`${new URL(address).hash}\n`);
  await inLooks(page, themesAndWidths, async (look) => {
    expect(await violations(page), look).toEqual([]);
    expect(await sideways(page), look).toBe(0);
  });
  await page.setViewportSize({ width: 1280, height: 800 });
  await dialog.getByRole('button', { name: 'Close' }).click();

  await playground.write(mine);
  await page.evaluate((hash) => (location.hash = hash), new URL(address).hash);
  await expect(page.getByRole('heading', { name: 'A project from a link' })).toBeVisible();
  await playground.goTo('Code');
  expect(await playground.read()).toBe(mine);
  await playground.goThrough(-1);
  await page.getByRole('button', { name: 'Edit as a new project' }).click();
  await expect(playground.editor).toBeAttached();
  expect(await playground.read()).toContain('Hello, 世界!');
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await playground.read()).toBe(mine);

  await page
    .getByLabel('Open a project…')
    .setInputFiles({ name: 'hello.anyport', mimeType: '', buffer: Buffer.from(link) });
  await expect(page.getByRole('heading', { name: 'A project from a link' })).toBeVisible();
});

const refused: [string, string, RegExp][] = [
  ['cut', '#1d.AAAAAAAAAAAA', /cut off or changed/],
  ['of a newer version', '#9z.AAAA', /newer version of this page, in a form \(9z\)/],
];

for (const [what, hash, reason] of refused)
  test(`a link that is ${what} is refused with the reason, and the project stays`, async ({
    playground,
    page,
  }) => {
    const before = await playground.sources();
    await page.evaluate((fragment) => (location.hash = fragment), hash);
    await expect(place(page).getByRole('alert')).toContainText(reason);
    await expect(page.getByRole('button', { name: 'Build and compare' })).toHaveCount(0);
    await sources(playground, before);
  });

async function sources(
  playground: Playground,
  expected: Awaited<ReturnType<Playground['sources']>>,
): Promise<void> {
  await playground.goTo('Code');
  expect(await playground.sources()).toEqual(expected);
}
