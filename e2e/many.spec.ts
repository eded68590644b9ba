// The promise that any set of targets is built together, each with the bytes of native Go.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nativeBuild, sha256Of, type Sources } from './native-go.ts';
import { expect, test } from './playground.ts';
import { SetPage } from './set-page.ts';
import { timeUntil } from './time-until.ts';

const firstClass = [
  'darwin/amd64',
  'darwin/arm64',
  'linux/386',
  'linux/amd64',
  'linux/arm',
  'linux/arm64',
  'windows/386',
  'windows/amd64',
];

function archiveName(target: string): string {
  return `hello_${target.replace('/', '_')}${target.startsWith('windows') ? '.exe' : ''}`;
}

/** What native Go gives for each target, by the name in SHA256SUMS. */
function nativeChecksums(sources: Sources, targets: readonly string[]): Map<string, string | undefined> {
  return new Map(targets.map((target) => [archiveName(target), nativeBuild(sources, target).sha256]));
}

test('all first-class targets: native bytes, and one archive of them', async ({ playground, page }) => {
  test.setTimeout(400_000);
  const set = new SetPage(page);
  const sources = await playground.sources();
  await set.open();
  await expect(set.buildButton).toHaveText(/Build 8 targets/);
  await set.buildButton.click();
  await set.untilEnded();
  await expect(set.state).toHaveText('8 of 8 done');
  expect(await set.order()).toEqual(firstClass);
  const checksums = await set.checksums();
  expect(checksums).toEqual(nativeChecksums(sources, firstClass));

  const folder = mkdtempSync(path.join(tmpdir(), 'anyport-set-'));
  try {
    const archive = path.join(folder, 'all.tar.gz');
    await (await set.downloadAll('tar.gz')).saveAs(archive);
    execFileSync('tar', ['xzpf', archive], { cwd: folder });
    for (const [name, sha256] of checksums) expect(sha256Of(path.join(folder, name))).toBe(sha256);
    expect(statSync(path.join(folder, 'hello_linux_arm64')).mode & 0o777).toBe(0o755);
    const again = path.join(folder, 'again.tar.gz');
    await (await set.downloadAll('tar.gz')).saveAs(again);
    expect(sha256Of(again)).toBe(sha256Of(archive));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('one failing target leaves the others alone, and is retried alone', async ({ playground, page }) => {
  test.setTimeout(300_000);
  const set = new SetPage(page);
  await playground.addFile('only_windows.go', 'package main\n\nvar _ = missingOnWindows\n');
  await set.open();
  await set.choose('linux/amd64', 'windows/amd64', 'ios/arm64');
  await set.buildButton.click();
  await set.untilEnded();
  await expect(set.state).toHaveText('1 of 3 done, 2 failed');
  await expect(set.row('windows/amd64')).toContainText('undefined: missingOnWindows');
  await expect(set.row('ios/arm64')).toContainText('ios/arm64 requires external (cgo) linking');

  await playground.goTo('Code');
  await playground.write('package main\n\nvar _ = 1\n');
  const sources = await playground.sources();
  await set.open();
  await set.row('windows/amd64').getByRole('button', { name: 'Retry windows/amd64' }).click();
  await set.untilEnded();
  await expect(set.state).toHaveText('2 of 3 done, 1 failed');
  await expect(set.row('linux/amd64')).toContainText('earlier text');
  const checksums = await set.checksums();
  expect(checksums.get('hello_windows_amd64.exe')).toBe(nativeBuild(sources, 'windows/amd64').sha256);
});

test('Stop stops all at once; what is done stays, and the next set works', async ({ playground, page }) => {
  test.setTimeout(300_000);
  const set = new SetPage(page);
  const sources = await playground.sources();
  await set.open();
  await set.buildButton.click();
  await expect(set.state).toHaveText(/^[1-3] of 8 done$/, { timeout: 120_000 });
  expect(await timeUntil(set.stopButton, 'State of the set', 'stopped')).toBeLessThan(1_000);
  const stopped = String(await set.state.textContent());
  const done = (await set.checksums()).size;
  expect(stopped).toBe(`${done} of 8 done, ${8 - done} stopped`);
  // No worker of the pool goes on; the one of single builds may stay.
  const builders = () => page.workers().filter((worker) => worker.url().includes('build.worker'));
  await expect.poll(() => builders().length).toBeLessThanOrEqual(1);
  await expect(set.state).toHaveText(stopped);

  await set.changeChoice();
  await set.choose('linux/arm64');
  await set.buildButton.click();
  await set.untilEnded();
  expect(await set.checksums()).toEqual(nativeChecksums(sources, ['linux/arm64']));
});

test('the stripped size is that of a second, real build', async ({ playground, page }) => {
  test.setTimeout(300_000);
  const set = new SetPage(page);
  const sources = await playground.sources();
  await set.open();
  await set.choose('linux/amd64');
  await set.view.getByRole('checkbox', { name: /^Also stripped/ }).check();
  await set.buildButton.click();
  await set.untilEnded();
  const { sha256 } = nativeBuild(sources, 'linux/amd64', { GOFLAGS: "'-ldflags=-s -w'" });
  expect((await set.checksums()).get('hello_linux_amd64-stripped')).toBe(sha256);
  const sizes = await set.row('linux/amd64').getByRole('cell').allInnerTexts();
  const [size = 0, stripped = 0, gzip = 0] = sizes.slice(1, 4).map((text) => Number.parseFloat(text));
  expect(stripped).toBeLessThan(size);
  expect(gzip).toBeLessThan(size);
});

test('binaries beyond the budget are on disk, and gone at the next visit', async ({ playground, page }) => {
  test.setTimeout(300_000);
  const set = new SetPage(page);
  await playground.write(
    'package main\n\nvar big = [40 << 20]byte{1}\n\nfunc main() { println(big[len(big)-1]) }\n',
  );
  const sources = await playground.sources();
  const targets = ['linux/amd64', 'linux/arm64'];
  await set.open();
  await set.choose(...targets);
  await set.buildButton.click();
  await set.untilEnded();
  await expect(set.state).toHaveText('2 of 2 done');
  const files = () =>
    page.evaluate(async () => {
      const names: string[] = [];
      for await (const [name, entry] of (await navigator.storage.getDirectory()).entries())
        if (entry instanceof FileSystemDirectoryHandle)
          for await (const file of entry.keys()) names.push(`${name}/${file}`);
      return names.filter((name) => name.startsWith('anyport-binaries-'));
    });
  expect(await files()).toHaveLength(1);
  const native = nativeChecksums(sources, targets);
  for (const target of targets) {
    const download = page.waitForEvent('download');
    await set
      .row(target)
      .getByRole('button', { name: `Download ${target}`, exact: true })
      .click();
    expect(sha256Of(await (await download).path())).toBe(native.get(archiveName(target)));
  }
  await page.reload();
  await expect.poll(files).toHaveLength(0);
});

test('a row of wasip1 runs, and any row is inspected', async ({ playground, page }) => {
  const set = new SetPage(page);
  await set.open();
  await set.choose('wasip1/wasm');
  await set.buildButton.click();
  await set.untilEnded();
  await set.row('wasip1/wasm').getByRole('button', { name: 'Inspect wasip1/wasm' }).click();
  await expect(page.getByRole('main', { name: 'Inspector' })).toBeVisible();
  await set.open();
  await set.row('wasip1/wasm').getByRole('button', { name: 'Run wasip1/wasm' }).click();
  await expect(playground.runState).toHaveText(/^Exit code 0/);
  await expect(playground.programOutput).toContainText('wasip1/wasm');
});
