// The promise that sets are easily chosen, named and compared, by everyone.
import { inLooks, sideways, themes, violations } from './looks.ts';
import { expect, test } from './playground.ts';
import { SetPage } from './set-page.ts';

test('sets are chosen whole, by system, by architecture, and by a name of their own', async ({
  playground,
  page,
}) => {
  const set = new SetPage(page);
  await playground.untilRich();
  await set.open();
  await set.view.getByRole('button', { name: /^All that link/ }).click();
  const all = Number(/\d+/.exec(await set.buildButton.innerText())?.[0]);
  expect(all).toBeGreaterThan(40);
  await expect(set.check('ios/arm64')).not.toBeChecked();

  await set.view.getByRole('button', { name: 'None' }).click();
  await expect(set.view.getByRole('button', { name: 'Build 0 targets' })).toBeDisabled();
  await set.view.getByRole('checkbox', { name: 'All of Windows' }).check();
  await expect(set.check('windows/arm64')).toBeChecked();
  await set.view.getByRole('checkbox', { name: 'wasm, all systems' }).check();
  await expect(set.check('js/wasm')).toBeChecked();
  await set.view.getByRole('textbox', { name: 'Name for this set' }).fill('Lesson 3');
  await set.view.getByRole('button', { name: 'Save set' }).click();
  await set.view.getByRole('button', { name: /^First class/ }).click();

  await page.reload();
  await set.open();
  await expect(set.buildButton).toHaveText(/Build 8 targets/);
  await set.view.getByRole('button', { name: /^Lesson 3/ }).click();
  await expect(set.buildButton).toHaveText(/Build 5 targets/);
  await set.view.getByRole('button', { name: 'Delete the set Lesson 3' }).click();
  await expect(set.view.getByRole('button', { name: /^Lesson 3/ })).toHaveCount(0);
});

test('the table is ordered and filtered', async ({ playground, page }) => {
  test.setTimeout(300_000);
  const set = new SetPage(page);
  await playground.untilRich();
  await set.open();
  await set.choose('windows/amd64', 'linux/386', 'ios/arm64', 'linux/amd64');
  await set.buildButton.click();
  await set.untilEnded();
  expect(await set.order()).toEqual(['ios/arm64', 'linux/386', 'linux/amd64', 'windows/amd64']);
  const size = set.view.getByRole('columnheader', { name: 'Size' });
  await size.getByRole('button').click();
  await size.getByRole('button').click();
  await expect(size).toHaveAttribute('aria-sort', 'descending');
  expect((await set.order()).at(-1)).toBe('ios/arm64');
  expect(await set.order()).not.toEqual(['ios/arm64', 'linux/386', 'linux/amd64', 'windows/amd64']);
  await set.view.getByRole('searchbox', { name: 'Filter the table' }).fill('linux');
  expect((await set.order()).sort()).toEqual(['linux/386', 'linux/amd64']);
});

for (const [name, options] of [
  ['on a desk', {}],
  ['on a phone', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }],
] as const) {
  test.describe(name, () => {
    test.use(options);

    test('axe finds nothing, and the page does not scroll sideways, in light and dark', async ({
      playground,
      page,
    }) => {
      test.setTimeout(300_000);
      const set = new SetPage(page);
      await expect(playground.editor).toBeAttached();
      const isClean = () =>
        inLooks(page, themes, async (look) => {
          expect(await violations(page), look).toEqual([]);
          expect(await sideways(page), look).toBe(0);
        });
      await set.open();
      await isClean();
      await set.choose('linux/amd64', 'ios/arm64');
      await set.buildButton.click();
      await set.untilEnded();
      await set.view.getByRole('button', { name: 'Details of linux/amd64' }).click();
      await set.view.getByRole('button', { name: 'Details of ios/arm64' }).click();
      await isClean();
    });
  });
}
