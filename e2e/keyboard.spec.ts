// The promise that everything can be done without a mouse.
import type { Locator, Page } from '@playwright/test';
import { nativeBuild, sha256Of } from './native-go.ts';
import { expect, test } from './playground.ts';

async function isFocused(locator: Locator): Promise<boolean> {
  return (await locator.count()) === 1 && locator.evaluate((element) => element === document.activeElement);
}

/** Presses Tab until something has the focus; more than 60 times means that the keyboard does not lead there. */
async function tabTo(page: Page, locator: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await isFocused(locator)) return;
    await page.keyboard.press(key);
  }
  await expect(locator).toBeFocused();
}

test('edit, choose a target, build and download by keyboard alone', async ({ playground, page }) => {
  await playground.untilRich();
  await tabTo(page, playground.editor);
  const source = 'package main\n\nfunc main() { println("by keyboard") }\n';
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(source);

  // Out of the editor, which takes Tab for itself until Escape.
  await page.keyboard.press('Escape');
  await tabTo(page, playground.target, 'Shift+Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.insertText('windows amd64');
  await expect(playground.targets).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(playground.target).toHaveValue('windows/amd64');

  await tabTo(page, playground.buildButton);
  await page.keyboard.press('Enter');
  await playground.untilBuilt('windows/amd64');

  await tabTo(page, playground.editor);
  await page.keyboard.press('Escape');
  await tabTo(page, playground.card('windows/amd64').getByRole('button', { name: /^Download / }));
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const sources = { 'main.go': source, 'go.mod': (await playground.sources())['go.mod'] ?? '' };
  expect(sha256Of(await (await download).path())).toBe(nativeBuild(sources, 'windows/amd64').sha256);
});

test('Ctrl+Enter and Shift+Enter build from within the editor and leave its text alone', async ({
  playground,
  page,
}) => {
  await playground.untilRich();
  const before = await playground.read();
  for (const keys of ['Control+Enter', 'Shift+Enter']) {
    await playground.editor.focus();
    await page.keyboard.press(keys);
    await expect(playground.stopButton).toBeEnabled();
    await playground.untilBuilt('linux/amd64');
  }
  expect(await playground.read()).toBe(before);
});

test('files are opened, renamed and deleted by keyboard', async ({ playground, page }) => {
  await playground.tab('main.go').focus();
  await page.keyboard.press('ArrowRight');
  await expect(playground.tab('go.mod')).toBeFocused();
  await expect(playground.tab('go.mod')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Home');
  await page.keyboard.press('F2');
  await expect(page.getByRole('textbox', { name: 'File name' })).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText('start.go');
  await page.keyboard.press('Enter');
  await expect(playground.tab('start.go')).toBeVisible();
  await playground.tab('start.go').focus();
  await page.keyboard.press('Delete');
  await expect(playground.tab('start.go')).toHaveCount(0);
});
