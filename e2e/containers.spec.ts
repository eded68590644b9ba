// The promise that archives and packages open to the binaries in them, and that what is hostile can be stopped.
import { gzipSync, zipSync } from 'fflate';
import { foreignProgram, InspectorPage } from './inspector.ts';
import { expect, test } from './playground.ts';

const program = foreignProgram();

test('a wheel opens to its binaries, and says what it could not open', async ({ playground, page }) => {
  await playground.untilRich();
  const inspector = new InspectorPage(page);
  const { view } = inspector;
  const wheel = zipSync({
    'package/__init__.py': new Uint8Array(9),
    'package/one.pyd': program,
    'package/two.pyd': program,
    'package/old.tar.bz2': new TextEncoder().encode('BZh9'),
  });
  await inspector.drop('package.whl', wheel);
  await expect(view.getByText(/PE32\+ executable \(console\) Aarch64/)).toBeVisible();
  await expect(view.getByText('package.whl: 2 binaries among 4 files.')).toBeVisible();
  await expect(view.getByLabel('Inspected file').getByRole('option')).toHaveText([
    /^package\.whl: package\/one\.pyd/,
    /^package\.whl: package\/two\.pyd/,
  ]);
  await expect(inspector.panel).toBeFocused();
  await view.getByText('1 thing was not opened').click();
  await expect(view.getByRole('row', { name: /old\.tar\.bz2/ })).toContainText('bzip2');
});

test('several files that are dropped are all open', async ({ playground, page }) => {
  await playground.untilRich();
  const inspector = new InspectorPage(page);
  await inspector.dropAll({ 'one.exe': program, 'two.gz': gzipSync(program), 'three.exe': program });
  await expect(inspector.view.getByLabel('Inspected file').getByRole('option')).toHaveText([
    /^three\.exe/,
    /^two\.gz/,
    /^one\.exe/,
  ]);
  await expect(inspector.view.getByRole('button', { name: 'Close one.exe' })).toBeVisible();
});

test('Cancel stops what is being unpacked, and what was open stays', async ({ playground, page }) => {
  await playground.untilRich();
  const inspector = new InspectorPage(page);
  const { view } = inspector;
  await inspector.drop('first.exe', program);
  await expect(view.getByRole('button', { name: 'Close first.exe' })).toBeVisible();
  // Its script never comes, so that it unpacks for ever.
  await page.route(/unpack\.worker/, () => {});
  await inspector.drop('slow.gz', gzipSync(program));
  await view.getByRole('button', { name: 'Cancel opening slow.gz' }).click();
  await expect(view.getByText('Opening slow.gz…')).toHaveCount(0);
  await expect(inspector.alert).toHaveCount(0);
  await expect(view.getByLabel('Inspected file').getByRole('option')).toHaveText([/^first\.exe/]);
});

test('the focus follows a link from one panel into another, and stays on a tab that was chosen', async ({
  playground,
  page,
}) => {
  await playground.untilRich();
  const inspector = new InspectorPage(page);
  await inspector.drop('first.exe', program);
  await expect(inspector.panel).toBeFocused();
  await inspector.openPanel('Strings');
  await expect(inspector.view.getByRole('tab', { name: 'Strings' })).toBeFocused();
  await inspector.view.getByLabel(/at least/).fill('1');
  await inspector.view.getByRole('button', { name: 'Find strings' }).click();
  await inspector.view
    .getByRole('button', { name: /^Show the bytes at / })
    .first()
    .click();
  await expect(inspector.view.getByRole('tab', { name: 'Hex' })).toHaveAttribute('aria-selected', 'true');
  await expect(inspector.panel).toBeFocused();
});
