// The promises of the workbench: places with addresses, panes with sizes, a shortcut for everything.
import type { Page } from '@playwright/test';
import { InspectorPage } from './inspector.ts';
import { expect, test } from './playground.ts';

const hashOf = (page: Page) => new URL(page.url()).hash;

test('each place has an address; back, forward, title and focus follow', async ({ playground, page }) => {
  const title = await page.title();
  await playground.goTo('Targets');
  expect(hashOf(page)).toBe('#targets');
  await expect(page).toHaveTitle('Targets · Anyport');
  await expect(page.getByRole('heading', { name: 'Build many targets' })).toBeFocused();
  await playground.goTo('Storage');
  await expect(page).toHaveTitle('Storage · Anyport');
  await playground.goThrough(-1);
  await expect(page.getByRole('main', { name: 'Build many targets' })).toBeVisible();
  await playground.goThrough(-1);
  await expect(page.getByRole('region', { name: 'Source' })).toBeVisible();
  await expect(page).toHaveTitle(title);
  await playground.goThrough(1);
  await expect(page.getByRole('main', { name: 'Build many targets' })).toBeVisible();
});

test('what opened a place has the focus again when one comes back', async ({ playground, page }) => {
  await playground.build('linux/amd64');
  const opener = playground.card('linux/amd64').getByRole('button', { name: /^Inspect / });
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Inspector' })).toBeFocused();
  await playground.goThrough(-1);
  await expect(opener).toBeFocused();
});

test('a fragment that names no place is left alone by all of them', async ({ playground, page }) => {
  await page.evaluate(() => (location.hash = '#code=abc'));
  await page.reload();
  await expect(playground.editor).toBeAttached();
  expect(hashOf(page)).toBe('#code=abc');
  await playground.goTo('Inspect');
  await playground.goTo('Targets');
  await playground.goTo('Code');
  expect(hashOf(page)).toBe('#code=abc');
});

test('the palette finds actions, examples and targets, and shows the shortcuts', async ({
  playground,
  page,
}) => {
  await page.keyboard.press('ControlOrMeta+k');
  const palette = page.getByRole('dialog', { name: 'All commands' });
  const search = palette.getByRole('combobox', { name: 'All commands' });
  await expect(search).toBeFocused();
  await expect(palette.getByRole('option', { name: /^Build Ctrl/ })).toBeVisible();
  await search.fill('riscv64 linux');
  await page.keyboard.press('Enter');
  await expect(palette).toHaveCount(0);
  await expect(playground.target).toHaveValue('linux/riscv64');
  await page.keyboard.press('ControlOrMeta+k');
  await search.fill('http server');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The example “HTTP server” has taken the place')).toBeVisible();
});

test('shortcuts work from within the editor, and give it the focus back', async ({ playground, page }) => {
  await playground.untilRich();
  await playground.editor.focus();
  await page.keyboard.press('Alt+Shift+T');
  await expect(page.getByRole('main', { name: 'Build many targets' })).toBeVisible();
  await page.keyboard.press('Alt+Shift+C');
  await expect(playground.editor).toBeFocused();
  await page.keyboard.press('ControlOrMeta+,');
  await expect(page.getByRole('dialog', { name: 'Build settings' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(playground.editor).toBeFocused();
});

test('panes are resized by keys and by pointer, and keep their sizes', async ({ playground, page }) => {
  const separator = page.getByRole('separator', { name: 'Width of the editor' });
  const width = async () => (await page.getByRole('region', { name: 'Source' }).boundingBox())!.width;
  const before = await width();
  await separator.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(separator).toHaveAttribute('aria-valuenow', '55');
  expect(await width()).toBeLessThan(before);
  const box = (await separator.boundingBox())!;
  await page.mouse.move(box.x, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x - 200, box.y + 100);
  await page.mouse.up();
  const moved = await separator.getAttribute('aria-valuenow');
  expect(Number(moved)).toBeLessThan(45);
  await page.reload();
  await expect(playground.editor).toBeAttached();
  await expect(separator).toHaveAttribute('aria-valuenow', String(moved));
});

test('a dropped Go file opens as a project, with the way back; other files open in the inspector', async ({
  playground,
  page,
}) => {
  const inspector = new InspectorPage(page);
  const before = await playground.paths();
  await inspector.drop('tool.go', new TextEncoder().encode('package main\n\nfunc main() {}\n'));
  await expect(page.getByText('“tool” has taken the place of your project.')).toBeVisible();
  expect(await playground.paths()).toEqual(['tool.go', 'go.mod']);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await playground.paths()).toEqual(before);
  await inspector.drop('notes.bin', Uint8Array.of(1, 2, 3));
  await expect(inspector.view).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('the first screen shows code and Build, the head is one row, and a build leads to its results', async ({
    playground,
    page,
  }) => {
    const head = page.getByRole('banner');
    expect((await head.boundingBox())!.height).toBeLessThan(56);
    await expect(playground.buildButton).toBeInViewport({ ratio: 1 });
    await expect(playground.editor).toBeInViewport();
    await playground.build('linux/amd64');
    expect(hashOf(page)).toBe('#results');
    await expect(playground.card('linux/amd64')).toBeInViewport();
    await expect(playground.editor).toBeHidden();
    await playground.goTo('Code');
    await expect(playground.editor).toBeVisible();
  });
});
