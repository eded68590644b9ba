// The promise that a project holds files of any kind, each kept by itself.
import type { Page } from '@playwright/test';
import { nativeBuild } from './native-go.ts';
import { expect, Playground, test } from './playground.ts';

/** A PNG of one pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const sources = {
  'main.go':
    'package main\n\nimport _ "embed"\n\n//go:embed pixel.png\nvar pixel []byte\n\nfunc main() { println(len(pixel)) }\n',
  'go.mod': 'module example.com/pixel\n\ngo 1.27\n',
  'pixel.png': png,
};

interface Record {
  key: string;
  value: unknown;
}

/** All records that are kept of projects, in the order of their keys. Bytes come as arrays. */
async function records(page: Page): Promise<Record[]> {
  return page.evaluate(async () => {
    const request = indexedDB.open('anyport-projects');
    await new Promise((resolve) => (request.onsuccess = resolve));
    const store = request.result.transaction('records').objectStore('records');
    const [keys, values] = [store.getAllKeys(), store.getAll()];
    await new Promise((resolve) => (values.onsuccess = resolve));
    request.result.close();
    const plain = (value: unknown) => (value instanceof Uint8Array ? [...value] : value);
    return keys.result.map((key, index) => ({ key: String(key), value: plain(values.result[index]) }));
  });
}

const contents = async (page: Page) => (await records(page)).filter(({ key }) => key.startsWith('content:'));

/** Puts a project in the place of what the tab has kept, as if it had been typed and dropped there. */
async function keepProject(page: Page): Promise<void> {
  await expect.poll(async () => (await records(page)).length).toBeGreaterThan(0);
  // Away from the page, which would keep its own project once more as it goes.
  await page.goto(`${process.env['ANYPORT_URL']}favicon.svg`);
  await page.evaluate(
    async ({ main, goMod, image }) => {
      localStorage.clear();
      const request = indexedDB.open('anyport-projects');
      await new Promise((resolve) => (request.onsuccess = resolve));
      const transaction = request.result.transaction('records', 'readwrite');
      const store = transaction.objectStore('records');
      store.clear();
      store.put(main, 'content:m');
      store.put(goMod, 'content:g');
      store.put(Uint8Array.from(image), 'content:p');
      const files = [
        { path: 'main.go', key: 'm' },
        { path: 'go.mod', key: 'g' },
        { path: 'pixel.png', key: 'p' },
      ];
      const target = { goos: 'linux', goarch: 'amd64' };
      const rest = { openPath: 'main.go', target, args: '', stdin: '' };
      const tab = sessionStorage.getItem('anyport-tab');
      store.put({ tab, savedAt: Date.now(), stamp: 's', files, rest }, `head:${tab}`);
      await new Promise((resolve) => (transaction.oncomplete = resolve));
      request.result.close();
    },
    { main: sources['main.go'], goMod: sources['go.mod'], image: [...png] },
  );
}

test('a file that is no text is shown, built and kept as it is; only what changes is written', async ({
  playground,
  page,
}) => {
  await keepProject(page);
  await playground.open();
  await playground.tab('pixel.png').click();
  const note = page.getByRole('note', { name: 'Content of pixel.png' });
  await expect(note).toContainText('is not text: 70 B');
  const image = note.getByRole('img', { name: 'Content of pixel.png' });
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(1);
  await expect(playground.editor).toBeHidden();
  await playground.build('linux/amd64');
  const { sha256 } = nativeBuild(sources, 'linux/amd64');
  await expect(playground.shownSha256('linux/amd64')).toHaveText(String(sha256));

  await playground.tab('main.go').click();
  const before = await contents(page);
  await playground.write(`${sources['main.go']}// changed\n`);
  await expect
    .poll(async () => (await contents(page)).map(({ value }) => value))
    .toContain(`${sources['main.go']}// changed\n`);
  const after = await contents(page);
  // The same records: the two other files were not written.
  expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
  await page.reload();
  await playground.tab('pixel.png').click();
  await expect(note).toContainText('is not text: 70 B');
  expect((await contents(page)).find(({ key }) => key === 'content:p')?.value).toEqual([...png]);
});

test('a duplicated tab does not mix its files with the first one’s', async ({
  playground,
  page,
  context,
}) => {
  await playground.addFile('first.go', 'package main\n');
  await expect.poll(async () => (await contents(page)).length).toBe(3);
  // What browsers do: the copy begins with the session storage of the original.
  const session = await page.evaluate(() => ({ ...sessionStorage }));
  const copyPage = await context.newPage();
  await copyPage.addInitScript((values) => Object.assign(sessionStorage, values), session);
  const copy = new Playground(copyPage);
  await copy.open();
  await expect(copy.tab('first.go')).toBeVisible();
  await copy.write('package main // in the copy\n');
  await expect.poll(async () => JSON.stringify(await contents(page))).toContain('in the copy');
  await playground.addFile('second.go', 'package main // in the original\n');
  await expect.poll(async () => JSON.stringify(await contents(page))).toContain('in the original');
  // Whoever writes last is whole.
  const expected = await playground.sources();
  await page.reload();
  await playground.tab('main.go').click();
  expect(await playground.sources()).toEqual(expected);
  expect(Object.keys(expected)).toContain('second.go');
});
