// The promise that everyone can use the page: with assistive technology, dark, on a phone.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './playground.ts';

/** Rules of WCAG 2.2 A and AA, and axe's own best practices. Returns one line for each violation. */
async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} (${node.failureSummary})`),
  );
}

async function hasNoHorizontalScroll(page: Page): Promise<void> {
  const width = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(width).toBe(0);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('axe finds nothing at the start, with the picker open, after a build and with errors shown', async ({
      playground,
      page,
    }) => {
      await playground.untilRich();
      expect(await violations(page)).toEqual([]);

      await playground.target.click();
      await expect(playground.targets.first()).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');

      await playground.choose('wasip1/wasm');
      await playground.build('wasip1/wasm');
      await playground.run.getByRole('button', { name: 'Run', exact: true }).click();
      await expect(playground.runState).toHaveText(/^Exit code 0/);
      expect(await violations(page)).toEqual([]);

      await playground.write('package main\n\nfunc main() { undefined() }\n');
      await playground.buildFails();
      await expect(playground.problems).toHaveCount(1);
      expect(await violations(page)).toEqual([]);
    });
  });
}

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
    await hasNoHorizontalScroll(page);

    await playground.target.click();
    await expect(playground.targets.first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await hasNoHorizontalScroll(page);
    await page.keyboard.press('Escape');

    await playground.build('linux/amd64');
    expect(await violations(page)).toEqual([]);
    await hasNoHorizontalScroll(page);

    await playground.write('package main\n\nfunc main() { undefined() }\n');
    await playground.buildFails();
    expect(await violations(page)).toEqual([]);
    await hasNoHorizontalScroll(page);
  });
});
