// The promise that a reload loses nothing.
import { expect, test } from './playground.ts';

const source = 'package main\n\nfunc main() { println("a draft: 世界") }\n';

test('text, tabs, the open file and the target come back after a reload', async ({ playground, page }) => {
  await playground.write(source);
  await playground.addFile('notes/notes.go', '// Package notes is not used yet.\npackage notes\n');
  await playground.choose('windows/arm64');
  const sources = await playground.sources();
  await playground.tab('notes/notes.go').click();

  await page.reload();
  await expect(playground.target).toHaveValue('windows/arm64');
  await expect(playground.tab('notes/notes.go')).toHaveAttribute('aria-selected', 'true');
  expect(await playground.sources()).toEqual(sources);
  expect(sources['main.go']).toBe(source);
});

test('what is typed in the last moment before a reload is kept', async ({ playground, page }) => {
  await playground.write(source);
  await page.reload();
  expect(await playground.read()).toBe(source);
});

test('a variant, arguments and standard input come back', async ({ playground, page }) => {
  await playground.openExample('Arguments and standard input');
  await playground.build('wasip1/wasm');
  await playground.run.getByRole('textbox', { name: 'Standard input' }).fill('kept\n');
  await playground.choose('linux/amd64');
  await playground.chooseVariant('GOAMD64', 'v2');
  await page.reload();
  await playground.target.click();
  await expect(playground.variant('GOAMD64')).toHaveValue('v2');
  await playground.choose('wasip1/wasm');
  await playground.build('wasip1/wasm');
  await expect(playground.run.getByRole('textbox', { name: 'Standard input' })).toHaveValue('kept\n');
  await expect(playground.run.getByRole('textbox', { name: 'Arguments' })).toHaveValue('go');
});
