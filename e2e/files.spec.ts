// The promise that a project has as many files and packages as it wants.
import { nativeBuild } from './native-go.ts';
import { expect, test } from './playground.ts';

test('files are added, renamed, deleted and brought back', async ({ playground, page }) => {
  const before = await playground.paths();
  await playground.addFile('greet/greet.go', 'package greet\n');
  expect(await playground.paths()).toEqual([...before, 'greet/greet.go']);

  await page.getByRole('button', { name: 'Rename greet/greet.go' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rename greet/greet.go' });
  await dialog.getByRole('textbox', { name: 'File name' }).fill('main.go');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(dialog.getByRole('textbox')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByRole('textbox', { name: 'File name' }).fill('hail/hail.go');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  expect(await playground.paths()).toEqual([...before, 'hail/hail.go']);
  expect(await playground.read()).toBe('package greet\n');

  await page.getByRole('button', { name: 'Delete hail/hail.go' }).click();
  expect(await playground.paths()).toEqual(before);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await playground.paths()).toEqual([...before, 'hail/hail.go']);
  expect(await playground.read()).toBe('package greet\n');
});

test('two packages and an embedded file are built as native Go builds them', async ({ playground }) => {
  const sources = {
    'main.go':
      'package main\n\nimport (\n\t_ "embed"\n\t"fmt"\n\n\t"example.com/hello/greet"\n)\n\n//go:embed name.txt\nvar name string\n\nfunc main() { fmt.Print(greet.To(name)) }\n',
    'greet/greet.go':
      '// Package greet greets.\npackage greet\n\n// To returns a greeting.\nfunc To[T ~string](name T) string { return "Hello, " + string(name) }\n',
    'name.txt': '世界\n',
  };
  const goMod = (await playground.sources())['go.mod'] ?? '';
  await playground.tab('main.go').click();
  await playground.write(sources['main.go']);
  await playground.addFile('greet/greet.go', sources['greet/greet.go']);
  await playground.addFile('name.txt', sources['name.txt']);
  const all = { ...sources, 'go.mod': goMod };
  expect(await playground.sources()).toEqual(all);

  for (const target of ['linux/amd64', 'wasip1/wasm']) {
    await playground.choose(target);
    await playground.build(target);
    await expect(playground.shownSha256(target)).toHaveText(String(nativeBuild(all, target).sha256));
  }
  await playground.run.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(playground.programOutput).toContainText('Hello, 世界');
});

test('an example takes the place of the project, and Undo brings it back', async ({ playground, page }) => {
  const before = await playground.sources();
  await playground.openExample('Packages, generics and embed');
  await expect(playground.tab('count/count.go')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(playground.tab('count/count.go')).toHaveCount(0);
  expect(await playground.sources()).toEqual(before);
});
