// The promise that what an earlier version of the page has kept comes back: drafts, sets, theme, and addresses.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { nativeBuild } from './native-go.ts';
import { expect, Playground, test as base } from './playground.ts';
import { SetPage } from './set-page.ts';

/** What the page of commit e33bebf wrote in one visit, recorded from that page. */
interface Kept {
  localStorage: Record<string, string>;
  sessionStorage: Record<string, string>;
  /** The database of idb-keyval. */
  keyvalStore: Record<string, unknown>;
  /** Its entry of localStorage when IndexedDB had not finished as the page went away. */
  pendingDraft: string;
}

const kept = JSON.parse(
  readFileSync(new URL('testdata/storage-of-first-version.json', import.meta.url), 'utf8'),
) as Kept;
const [{ draft }] = Object.values(kept.keyvalStore) as [
  { draft: { files: { path: string; content: string }[] } },
];
const sources = Object.fromEntries(draft.files.map(({ path, content }) => [path, content]));

const test = base.extend<{ page: Page }>({
  // A fresh browser, in which the earlier version has been.
  page: async ({ page }, use) => {
    const url = String(process.env['ANYPORT_URL']);
    await page.goto(`${url}favicon.svg`);
    await page.evaluate(async ({ localStorage: local, sessionStorage: session, keyvalStore }) => {
      Object.assign(localStorage, local);
      Object.assign(sessionStorage, session);
      const request = indexedDB.open('keyval-store', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('keyval');
      await new Promise((resolve) => (request.onsuccess = resolve));
      const transaction = request.result.transaction('keyval', 'readwrite');
      for (const [key, value] of Object.entries(keyvalStore))
        transaction.objectStore('keyval').put(value, key);
      await new Promise((resolve) => (transaction.oncomplete = resolve));
      request.result.close();
    }, kept);
    await use(page);
  },
});

async function seesProject(playground: Playground): Promise<void> {
  await expect(playground.target).toHaveValue('linux/amd64');
  await playground.target.click();
  await expect(playground.variant('GOAMD64')).toHaveValue('v2');
  await playground.page.keyboard.press('Escape');
  await expect(playground.tab('greet/greet.go')).toHaveAttribute('aria-selected', 'true');
  expect(await playground.sources()).toEqual(sources);
}

test('project, open file, target, settings, arguments, input, theme and command format', async ({
  playground,
  page,
}) => {
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await seesProject(playground);
  await expect(page.getByRole('combobox', { name: 'Format of the command' })).toHaveValue('powershell');
  const command = page.getByRole('region', { name: 'Equivalent shell command' }).getByRole('code');
  await expect(command).toContainText("$env:GOAMD64='v2'");
  await expect(command).toContainText(`'-ldflags=-s -X ''main.version=1.2 beta'''`);
  await playground.choose('wasip1/wasm');
  await playground.build('wasip1/wasm');
  const { sha256 } = nativeBuild(sources, 'wasip1/wasm', {
    GOFLAGS: `"-ldflags=-s -X 'main.version=1.2 beta'"`,
  });
  await expect(playground.shownSha256('wasip1/wasm')).toHaveText(String(sha256));
  await expect(playground.run.getByRole('textbox', { name: 'Arguments' })).toHaveValue("one 'two words'");
  await expect(playground.run.getByRole('textbox', { name: 'Standard input' })).toHaveValue('gopher\n世界\n');
});

test('it comes back a second time, from what this version keeps', async ({ playground, page }) => {
  await seesProject(playground);
  const earlier = () =>
    page.evaluate(async () => {
      const request = indexedDB.open('keyval-store');
      await new Promise((resolve) => (request.onsuccess = resolve));
      const keys = request.result.transaction('keyval').objectStore('keyval').getAllKeys();
      await new Promise((resolve) => (keys.onsuccess = resolve));
      request.result.close();
      return keys.result.map(String);
    });
  await playground.tab('greet/greet.go').click();
  // The earlier record goes when this version has kept the project itself.
  await expect.poll(earlier).toEqual(['target-sets']);
  await page.reload();
  await seesProject(playground);
});

test('saved sets and the targets chosen last', async ({ page, playground }) => {
  await expect(playground.editor).toBeAttached();
  const set = new SetPage(page);
  await set.open();
  await expect(set.check('linux/riscv64')).toBeChecked();
  await expect(set.check('plan9/386')).toBeChecked();
  await set.view.getByRole('button', { name: 'Desk & server 2', exact: true }).click();
  await expect(set.check('linux/amd64')).toBeChecked();
  await expect(set.check('windows/arm64')).toBeChecked();
  await expect(set.view.getByRole('button', { name: 'Rare 2', exact: true })).toBeVisible();
});

test('what was typed in the last moment of the earlier version', async ({ page }) => {
  await page.evaluate((text) => localStorage.setItem('anyport-pending-draft', text), kept.pendingDraft);
  const playground = new Playground(page);
  await playground.open();
  await expect(playground.tab('notes.txt')).toHaveAttribute('aria-selected', 'true');
  expect(await playground.read()).toBe('Typed in the last moment.\n');
});

test('an address into the inspector', async ({ page }) => {
  await page.goto(`${process.env['ANYPORT_URL']}#inspect/hex/0x40`);
  await expect(page.getByRole('main', { name: 'Inspector' })).toBeVisible();
  expect(page.url()).toMatch(/#inspect\/hex\/0x40$/);
});
