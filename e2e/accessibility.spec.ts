// The promise that everyone can use the page: with assistive technology, dark, on a phone.
import type { Page } from '@playwright/test';
import { inLooks, sideways, themes, violations } from './looks.ts';
import { expect, test } from './playground.ts';

async function isClean(page: Page): Promise<void> {
  await inLooks(page, themes, async (look) => expect(await violations(page), look).toEqual([]));
}

test('axe finds nothing at the start, with the picker open, after a build and with errors shown, in light and dark', async ({
  playground,
  page,
}) => {
  await playground.untilRich();
  await isClean(page);

  await playground.target.click();
  await expect(playground.targets.first()).toBeVisible();
  await isClean(page);
  await page.keyboard.press('Escape');

  await playground.choose('wasip1/wasm');
  await playground.build('wasip1/wasm');
  await playground.run.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(playground.runState).toHaveText(/^Exit code 0/);
  await isClean(page);

  await playground.write('package main\n\nfunc main() { undefined() }\n');
  await playground.buildFails();
  await expect(playground.problems).toHaveCount(1);
  await isClean(page);
});

test('the theme can be changed and stays', async ({ playground, page }) => {
  await page.getByRole('button', { name: 'Use the dark theme' }).click();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Use the light theme' })).toBeVisible();
  await expect(playground.editor).toBeAttached();
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('axe finds nothing and nothing scrolls sideways: start, picker, binary, errors', async ({
    playground,
    page,
  }) => {
    await expect(page.getByText(/go build -trimpath/)).toBeVisible();
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toBe(0);

    await playground.target.click();
    await expect(playground.targets.first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toBe(0);
    await page.keyboard.press('Escape');

    await playground.build('linux/amd64');
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toBe(0);

    await playground.goTo('Code');
    await playground.write('package main\n\nfunc main() { undefined() }\n');
    await playground.buildFails();
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toBe(0);
  });
});
