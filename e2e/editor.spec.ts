// The promise that the source can be read and edited at once, before the rich editor is there.
import { gzipSync } from 'node:zlib';
import type { Page, Response } from '@playwright/test';
import { expect, Playground, test } from './playground.ts';

test.use({ visit: 'first' });

const richEditor = /\/assets\/monaco-[\w-]+\.js$/;

/** Holds the rich editor's script back until the returned function is called. */
async function holdRichEditor(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(richEditor, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test('the source is readable and editable before the rich editor arrives, and nothing typed is lost', async ({
  page,
}) => {
  const release = await holdRichEditor(page);
  const asked = page.waitForRequest(richEditor);
  const playground = new Playground(page);
  await playground.open();
  await expect(playground.editor).toHaveValue(/^package main\n/);

  await playground.editor.focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('// typed before\n');
  await asked;
  await page.keyboard.type('// typed ');
  release();
  // Typing goes on while the editors change places.
  const words = Array.from({ length: 40 }, (_, n) => `word${n}`);
  for (const word of words) await page.keyboard.type(`${word} `, { delay: 5 });
  await playground.untilRich();
  await page.keyboard.type('after\n');
  const lines = (await playground.read()).split('\n');
  expect(lines.slice(0, 3)).toEqual(['// typed before', `// typed ${words.join(' ')} after`, 'package main']);
});

test('the page works with the plain editor when the rich one cannot be loaded', async ({
  page,
  uncaught,
}) => {
  await page.route(richEditor, (route) => route.fulfill({ status: 404 }));
  const answered = page.waitForResponse(richEditor);
  const playground = new Playground(page);
  await playground.open();
  await answered;
  await playground.write('package main\n\nfunc main() {}\n');
  await playground.build('linux/amd64');
  expect(uncaught).toEqual([]);
});

test('the scripts that come before the rich editor are at most 200 kB, compressed', async ({ page }) => {
  const scripts: Response[] = [];
  page.on('response', (response) => {
    if (/\.js$/.test(new URL(response.url()).pathname)) scripts.push(response);
  });
  const release = await holdRichEditor(page);
  const asked = page.waitForRequest(richEditor);
  const playground = new Playground(page);
  await playground.open();
  await asked;
  const sizes = await Promise.all(scripts.map(async (script) => gzipSync(await script.body()).length));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect(scripts.length).toBeGreaterThan(0);
  expect(total).toBeLessThanOrEqual(200_000);
  release();
});
