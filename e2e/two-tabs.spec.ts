// The promise that two tabs at once do not damage what each other keeps.
import { expect, Playground, test } from './playground.ts';
import { StoragePage } from './storage-page.ts';

test.use({ visit: 'first' });

test('two tabs that build at once both get their binary, and what they keep is whole', async ({
  playground,
  page,
  context,
}) => {
  const otherPage = await context.newPage();
  const other = new Playground(otherPage);
  await other.open();
  await other.choose('wasip1/wasm');
  await Promise.all([playground.build('linux/amd64'), other.build('wasip1/wasm')]);
  const sha256 = await playground.shownSha256('linux/amd64').innerText();
  const otherSha256 = await other.shownSha256('wasip1/wasm').innerText();

  // With the network cut, what was kept must do for both: every file is verified when it is read.
  await new StoragePage(page).untilAvailable(['linux/amd64', 'wasip1/wasm']);
  await context.route(/\/toolchain\//, (route) => route.abort('internetdisconnected'));
  await Promise.all([page.reload(), otherPage.reload()]);
  await Promise.all([playground.build('linux/amd64'), other.build('wasip1/wasm')]);
  await expect(playground.shownSha256('linux/amd64')).toHaveText(sha256);
  await expect(other.shownSha256('wasip1/wasm')).toHaveText(otherSha256);
});

test('a tab keeps building while another one clears what is kept', async ({ playground, page, context }) => {
  await playground.build('linux/amd64');
  const otherPage = await context.newPage();
  await new Playground(otherPage).open();
  const storage = new StoragePage(otherPage);
  await storage.open();
  await playground.buildButton.click();
  await storage.clear('Tools and packs');
  await expect(storage.size('Tools and packs')).toHaveText('0 B');
  await playground.untilBuilt('linux/amd64');
  await playground.choose('wasip1/wasm');
  await playground.build('wasip1/wasm');
  await page.reload();
  await playground.build('wasip1/wasm');
});
