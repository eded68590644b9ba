// The promise that every system call of a run can be seen: with its arguments, its result, filtered, and saved as text.
import { readFile } from 'node:fs/promises';
import { expect, test } from './playground.ts';

const program = `package main

import "os"

func main() {
	os.WriteFile("made.txt", []byte("made by the program"), 0o644)
	os.ReadFile("missing.txt")
}
`;

test('a traced run lists its calls, filtered and as text', async ({ playground, page }) => {
  await playground.write(program);
  await playground.choose('wasip1/wasm');
  await playground.build('wasip1/wasm');
  await playground.run.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(playground.runState).toHaveText(/^Exit code 0 after /);
  await playground.terminal.getByRole('tab', { name: 'System calls' }).click();
  await playground.terminal.getByRole('checkbox', { name: 'Trace runs and builds' }).check();
  await playground.run.getByRole('button', { name: 'Run', exact: true }).click();

  const calls = playground.terminal.getByRole('table', { name: 'System calls' });
  await playground.terminal.getByRole('searchbox', { name: 'Filter the calls' }).fill('path_open');
  await expect(calls.getByRole('row')).toHaveText([
    /path_open\(3<\/>, FOLLOW, "work\/made\.txt", CREAT\|TRUNC, WRONLY, \w+\) = \d/,
    /path_open\(3<\/>, FOLLOW, "work\/missing\.txt", 0, RDONLY, \w+\) = ENOENT/,
  ]);
  await playground.terminal.getByRole('searchbox', { name: 'Filter the calls' }).fill('fd_write made.txt');
  await expect(calls.getByRole('row')).toHaveText([
    /fd_write\(\d<\/work\/made\.txt>, "made by the program"\) = 19/,
  ]);
  const saved = page.waitForEvent('download');
  await playground.terminal.getByRole('button', { name: 'Save as text' }).click();
  const text = await readFile(await (await saved).path(), 'utf8');
  expect(text).toMatch(/^\d+\.\d{6} fd_write\(.*\) = 19 <\d+\.\d{6}>\n$/);
});

test('a traced build tells what link opened', async ({ playground, page }) => {
  await page.keyboard.press('Control+`');
  await playground.terminal.getByRole('tab', { name: 'System calls' }).click();
  await playground.terminal.getByRole('checkbox', { name: 'Trace runs and builds' }).check();
  await playground.build('linux/amd64');
  await playground.terminal
    .getByRole('searchbox', { name: 'Filter the calls' })
    .fill('link path_open importcfg.link rdonly');
  const calls = playground.terminal.getByRole('table', { name: 'System calls' }).getByRole('row');
  await expect(calls.filter({ hasText: /^link.*importcfg\.link".*RDONLY/ }).first()).toBeVisible();
});
