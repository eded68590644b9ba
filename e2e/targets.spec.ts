// The promise that every port of the release can be found, and that those go cannot link say why.
import { nativeBuild } from './native-go.ts';
import { expect, test } from './playground.ts';

test('all ports of the release are listed, grouped by system', async ({ playground, page }) => {
  await playground.target.click();
  const options = playground.targets;
  await expect.poll(() => options.count()).toBeGreaterThan(40);
  await expect(
    page.getByRole('group', { name: 'Linux' }).getByRole('option', { name: /^linux\/riscv64/ }),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(options).toHaveCount(0);
});

test('words that people use lead to the target', async ({ playground, page }) => {
  const options = playground.targets;
  for (const [words, target] of [
    ['m1', 'darwin/arm64'],
    ['raspberry pi 5', 'linux/arm64'],
    ['64-bit windows intel', 'windows/amd64'],
  ] as const) {
    await playground.target.click();
    await playground.target.fill(words);
    await expect(options).toHaveCount(1);
    await options.click();
    await expect(playground.target).toHaveValue(target);
  }
  await playground.target.click();
  await playground.target.fill('toaster');
  await expect(page.getByText('No target is called “toaster”.')).toBeVisible();
});

test('the picker is operated by keyboard alone', async ({ playground, page }) => {
  await playground.target.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.insertText('freebsd');
  await expect(playground.targets.first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  const active = await playground.target.getAttribute('aria-activedescendant');
  await page.keyboard.press('Enter');
  await expect(playground.target).toHaveValue(String(active).replace('target-', ''));
  await expect(playground.target).toHaveValue(/^freebsd\//);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.insertText('plan9');
  await page.keyboard.press('Escape');
  await expect(playground.target).toHaveValue(/^freebsd\//);
});

for (const target of ['android/amd64', 'ios/arm64']) {
  test(`${target} explains itself with Go's reason, before and after a build`, async ({ playground }) => {
    const { stderr } = nativeBuild(await playground.sources(), target);
    const reason = stderr.trim().replace(/^go: /, '');
    expect(reason).toContain('requires external (cgo) linking');
    await playground.choose(target);
    await expect(playground.notes.filter({ hasText: `Go cannot link ${target} here` })).toContainText(reason);
    await playground.buildFails();
    await expect(playground.goOutput).toHaveText(stderr);
    await expect(playground.notes.filter({ hasText: 'This target needs an external linker' })).toBeVisible();
  });
}
