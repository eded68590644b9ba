// The promises of the inspector: every header byte explained, for any binary.
import type { Locator } from '@playwright/test';
import { foreignProgram, InspectorPage, withNativeBinary } from './inspector.ts';
import { inLooks, sideways, themesAndWidths, violations } from './looks.ts';
import { expect, test } from './playground.ts';

// Nearly every spec builds first.
test.slow();

/** The number in a button's name. */
async function countIn(button: Locator): Promise<number> {
  const name = await button.getAttribute('aria-label');
  return Number(/[\d,]+/.exec(name ?? '')?.[0].replaceAll(',', ''));
}

test('a field leads to its bytes, a byte to its field, and the address to both', async ({
  playground,
  page,
}) => {
  const inspector = new InspectorPage(page);
  await playground.build('linux/amd64');
  await inspector.openBuild('linux/amd64');
  await expect(
    inspector.view.getByText(/ELF 64-bit LSB executable, x86-64, .*statically linked/),
  ).toBeVisible();
  await expect(inspector.view.getByText('passes')).toHaveCount(2);

  await inspector.openPanel('Headers');
  await inspector.field('e_machine').click();
  await expect.poll(() => inspector.lit()).toEqual(['3e', '00']);
  await expect(inspector.detail).toContainText('The processor whose instructions the file holds.');
  await expect(inspector.detail).toContainText('AMD x86-64');
  await expect(inspector.detail.getByRole('link', { name: 'Specification' })).toHaveAttribute('href', /gabi/);
  expect(new URL(page.url()).hash).toBe('#inspect/headers/e_machine');

  await inspector.bytes.getByRole('gridcell', { name: /^02, EI_CLASS/ }).click();
  await expect(inspector.detail).toContainText('32 or 64 bits');
  expect(await inspector.lit()).toEqual(['02']);

  await inspector.bytes.press('ArrowRight');
  await expect(inspector.detail).toContainText('EI_DATA');

  await playground.goThrough(-1);
  await expect(inspector.view.getByRole('tab', { name: 'Summary' })).toHaveAttribute('aria-selected', 'true');
  await inspector.view.getByRole('button', { name: /Back to the editor/ }).click();
  await expect(page.getByRole('region', { name: 'Source' })).toBeVisible();
});

test('a link to a field leads there as soon as there is a binary', async ({ playground, page }) => {
  const inspector = new InspectorPage(page);
  await page.evaluate(() => (location.hash = '#inspect/headers/e_entry'));
  await page.reload();
  await expect(inspector.view.getByText(/Binaries are not kept/)).toBeVisible();
  await inspector.view.getByRole('button', { name: /Back to the editor/ }).click();
  await playground.build('linux/amd64');
  await page.evaluate(() => (location.hash = '#inspect/headers/e_entry'));
  await inspector.view.getByRole('button', { name: /^Inspect .* for linux\/amd64/ }).click();
  await expect(inspector.detail).toContainText('The address of the first instruction');
  await expect.poll(async () => (await inspector.lit()).length).toBe(8);
});

test('a file from elsewhere can be dropped anywhere', async ({ playground, page }) => {
  await playground.untilRich();
  const inspector = new InspectorPage(page);
  await inspector.drop('other.exe', foreignProgram());
  await expect(inspector.view.getByText(/PE32\+ executable \(console\) Aarch64/)).toBeVisible();
  await inspector.openPanel('Will it run?');
  await inspector.view.getByLabel('System').selectOption('windows');
  await inspector.view.getByLabel('Processor').selectOption('amd64');
  await expect(inspector.view.getByRole('region', { name: 'Verdict' })).toContainText(
    'not a valid Win32 application',
  );
  await inspector.view.getByLabel('System').selectOption('linux');
  await inspector.view.getByLabel('Processor').selectOption('riscv64');
  await expect(inspector.view.getByLabel('Level').getByRole('option')).toHaveText([
    'not known',
    'RVA20',
    'RVA22',
    'RVA23',
  ]);
});

test('each line of the verdict leads to the bytes that it rests on', async ({ playground, page }) => {
  await playground.untilRich();
  const inspector = new InspectorPage(page);
  const { view } = inspector;
  const verdict = view.getByRole('region', { name: 'Verdict' });
  await inspector.drop('other.exe', foreignProgram());
  await inspector.openPanel('Will it run?');
  await view.getByLabel('System').selectOption('windows');
  await view.getByLabel('Processor').selectOption('amd64');
  await expect(verdict).toContainText('It holds instructions of arm64');
  await expect.poll(() => violations(page)).toEqual([]);
  await verdict
    .getByRole('group', { name: 'Read from' })
    .getByRole('button', { name: /^Machine 0xaa64/ })
    .click();
  await expect(inspector.detail).toContainText('ARM64');
  expect(await inspector.lit()).toEqual(['64', 'aa']);

  await inspector.openPanel('Will it run?');
  await view.getByLabel('System').selectOption('linux');
  await view.getByLabel('Distribution').selectOption('Alpine 3.22');
  await expect(verdict).toContainText('It is for Windows');
  await inspector.openPanel('Summary');
  await expect(view.getByRole('region', { name: 'Starting' })).toContainText('runs in a terminal');
});

test('files are closed by button and by key, and the focus goes to what is left', async ({
  playground,
  page,
}) => {
  await playground.untilRich();
  const inspector = new InspectorPage(page);
  const { view } = inspector;
  await inspector.drop('first.exe', foreignProgram());
  await inspector.drop('second.exe', foreignProgram());
  await view.getByRole('button', { name: 'Close second.exe' }).click();
  await expect(view.getByRole('button', { name: 'Close first.exe' })).toBeFocused();
  await expect(view.getByLabel('Inspected file').getByRole('option')).toHaveText([/^first\.exe/]);
  await page.keyboard.press('ControlOrMeta+k');
  const palette = page.getByRole('dialog', { name: 'All commands' });
  await palette.getByRole('combobox').fill('close first');
  await expect(palette.getByRole('option')).toHaveText([/^\s*Close first\.exe in the inspector\s*Alt W\s*$/]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+w');
  await expect(view.getByRole('button', { name: /^Close/ })).toHaveCount(0);
  await expect(view.getByRole('button', { name: /Back to the editor/ })).toBeFocused();
  await expect(view.getByRole('heading', { name: 'Nothing is open' })).toBeVisible();
  await expect(view.getByText(/This link leads/)).toHaveCount(0);
});

test('a truncated file shows the error, and what can be read before it', async ({ playground, page }) => {
  await playground.untilRich();
  const inspector = new InspectorPage(page);
  await inspector.drop(
    'cut',
    Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 62, 0),
  );
  await expect(inspector.alert.first()).toContainText('e_version');
  await expect(inspector.alert.first()).toContainText('0x14');
  await inspector.field('e_machine').click();
  await expect(inspector.detail).toContainText('AMD x86-64');
  await inspector.openPanel('Hex');
  await expect(inspector.bytes.getByRole('gridcell', { name: '7f' })).toBeVisible();
});

test('linux/amd64 built here and windows/arm64 from elsewhere compared', async ({ playground, page }) => {
  const inspector = new InspectorPage(page);
  const { view } = inspector;
  await playground.build('linux/amd64');
  await inspector.openBuild('linux/amd64');
  await inspector.openPanel('Compare');
  await withNativeBinary('windows/arm64', async (file) => {
    await view.getByLabel('Another file…').setInputFiles(file);
    await expect(view.getByRole('region', { name: 'First difference' })).toContainText('byte 0x0');
  });
  await expect(view.getByRole('region', { name: 'First difference' })).toContainText('EI_MAG of ELF header');
  const facts = view.getByRole('region', { name: 'Facts', exact: true });
  await expect(facts.getByRole('row', { name: /^Machine/ })).toContainText(/AMD x86-64.*ARM64/);
  await expect(facts.getByRole('row', { name: /^Libraries/ })).toContainText(/none.*kernel32\.dll/);
  const fields = view.getByRole('region', { name: 'Header fields', exact: true });
  await expect(fields.getByRole('row', { name: /^e_machine \/ Machine/ })).toBeVisible();
  await expect(fields).not.toContainText('e_phoff');
  await view.getByRole('checkbox', { name: /^Also fields that only one file has/ }).check();
  await expect(fields).toContainText('e_phoff');
  await expect(view.getByRole('region', { name: 'Sections by change', exact: true })).toContainText('.rdata');
  await expect(
    view.getByRole('group', { name: 'Packages by change' }).getByRole('button', { name: /^fmt, / }),
  ).toBeVisible();
  await expect(view.getByRole('region', { name: /^Only in hello/ }).first()).toContainText('fmt.');
});

test('the treemap has a table beside it and is worked with the keyboard', async ({ playground, page }) => {
  const inspector = new InspectorPage(page);
  await playground.build('linux/amd64');
  await inspector.openBuild('linux/amd64');
  await inspector.openPanel('Sizes');
  const map = inspector.view.getByRole('group', { name: 'Packages by size' });
  const runtime = map.getByRole('button', { name: /^runtime, / });
  await expect(runtime).toBeVisible();
  await expect(inspector.view.getByRole('table')).toContainText('runtime');
  await map.getByRole('button').first().focus();
  const before = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await page.keyboard.press('ArrowRight');
  const after = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  expect(after).not.toBe(before);
  await runtime.focus();
  await page.keyboard.press('Enter');
  await expect(inspector.view.getByRole('group', { name: 'Symbols of runtime by size' })).toBeVisible();
  await expect(inspector.view.getByRole('table')).toContainText('runtime.findRunnable');
});

test('the toolchain’s own objdump disassembles a function, below its source, that of std too', async ({
  playground,
  page,
}) => {
  const inspector = new InspectorPage(page);
  await playground.build('linux/amd64');
  await inspector.openBuild('linux/amd64');
  await inspector.openPanel('Disassembly');
  await inspector.view.getByRole('button', { name: 'Disassemble' }).click();
  const listing = inspector.view.getByRole('region', { name: 'Instructions of main.main' });
  await expect(listing).toContainText('TEXT main.main(SB)');
  await expect(listing).toContainText('main.go:');
  await expect(listing).toContainText('CALL fmt.');
  await expect(listing).toContainText(/fmt\.Println\("Hello, 世界!"\)\s+main\.go:9\s/);
  await expect(listing).toContainText(/return Fprintln\(os\.Stdout, a\.\.\.\)\s+print\.go:\d+\s/);
});

test('lists that show a part are copied whole, and go on when asked', async ({ playground, page }) => {
  const inspector = new InspectorPage(page);
  const { view } = inspector;
  const lines = async () =>
    (await page.evaluate(() => navigator.clipboard.readText())).trimEnd().split('\n').length;
  await playground.build('linux/amd64');
  await inspector.openBuild('linux/amd64');

  await inspector.openPanel('Symbols');
  await view.getByLabel('Search symbols').fill('runtime.');
  const copySymbols = view.getByRole('button', { name: /^Copy all as text: [\d,]+ symbols$/ });
  await copySymbols.click();
  await expect(copySymbols).toHaveText('Copied');
  // With the line of headings; far more than the rows that are loaded.
  expect(await lines()).toBe(1 + (await countIn(copySymbols)));
  expect(await lines()).toBeGreaterThan(1000);

  await inspector.openPanel('Strings');
  await view.getByLabel(/at least/).fill('4');
  await view.getByRole('button', { name: 'Find strings' }).click();
  await expect(view.getByText('only the first 5,000 are listed')).toBeVisible();
  await view.getByRole('button', { name: 'List 5,000 more' }).click();
  await expect(view.getByText('only the first 10,000 are listed')).toBeVisible();
  const copyTexts = view.getByRole('button', { name: /^Copy all as text: [\d,]+ strings$/ });
  await copyTexts.click();
  await expect(copyTexts).toHaveText('Copied');
  expect(await lines()).toBe(await countIn(copyTexts));
});

test('everything known is exported as JSON', async ({ playground, page }) => {
  const inspector = new InspectorPage(page);
  await playground.build('linux/amd64');
  await inspector.openBuild('linux/amd64');
  const downloading = page.waitForEvent('download');
  await inspector.view.getByRole('button', { name: 'Export JSON' }).click();
  const stream = await (await downloading).createReadStream();
  const document = JSON.parse(Buffer.concat(await stream.toArray()).toString('utf8')) as Record<
    string,
    unknown
  >;
  expect(document).toMatchObject({
    schema: 'anyport-inspection/1',
    identity: {
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      contentCheck: { value: { result: 'matches' } },
    },
    summary: { target: { value: { goos: 'linux', goarch: 'amd64' } } },
  });
});

test('axe finds nothing in any panel, and nothing scrolls sideways, in each theme and width', async ({
  playground,
  page,
}) => {
  test.setTimeout(1_200_000); // four looks at each panel
  const inspector = new InspectorPage(page);
  await playground.build('linux/amd64');
  await inspector.openBuild('linux/amd64');
  for (const name of await inspector.tabs.allInnerTexts()) {
    await inspector.openPanel(name.trim());
    await expect(inspector.view.getByText('Reading…')).toHaveCount(0);
    if (name.trim() === 'Headers') await inspector.field('e_machine').click();
    await inLooks(page, themesAndWidths, async (look) => {
      expect(await violations(page), `${name}, ${look}`).toEqual([]);
      expect(await sideways(page), `${name}, ${look}`).toBe(0);
    });
  }
});
