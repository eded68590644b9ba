// The promise of downloads: an archive is the same bytes each time, its sums check, its documents tell of its binaries.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { inLooks, sideways, themesAndWidths, violations } from './looks.ts';
import { nativeGoEnvironment, sha256Of } from './native-go.ts';
import { expect, test } from './playground.ts';
import { SetPage } from './set-page.ts';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'anyport-downloads-'));
});
test.afterEach(() => rmSync(folder, { recursive: true }));

const json = (name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { cwd: folder, encoding: 'utf8', env: nativeGoEnvironment() });

test('everything of a set in one archive: the same each time, in the named form, with documents and scripts that check', async ({
  playground,
  page,
}) => {
  await playground.write('package main\n\nfunc main() { println("hi") }\n');
  const set = new SetPage(page);
  await set.open();
  await set.choose('linux/amd64', 'windows/amd64');
  await set.buildButton.click();
  await set.untilEnded();

  await set.view.getByText('What is in it, and names').click();
  for (const name of [
    'CycloneDX 1.6 of each',
    'SPDX 2.3 of each',
    'SLSA provenance of each',
    'build.sh and build.ps1',
  ])
    await set.view.getByRole('checkbox', { name }).check();
  const template = set.view.getByRole('textbox', { name: 'Names of the binaries' });
  await template.fill('{{ .Nothing }}');
  await template.blur();
  await expect(set.view.getByRole('alert')).toHaveText('“.Nothing” is not understood here.');
  await expect(set.view.getByRole('button', { name: 'Download all' })).toBeDisabled();
  await inLooks(page, themesAndWidths, async (look) => {
    expect(await violations(page), look).toEqual([]);
    expect(await sideways(page), look).toBe(0);
  });
  await page.setViewportSize({ width: 1280, height: 800 });
  await template.fill('{{ .Binary }}-{{ if eq .Os "windows" }}win{{ else }}{{ .Os }}{{ end }}-{{ .Arch }}');
  await template.blur();

  const names = ['hello-linux-amd64', 'hello-win-amd64.exe'];
  const archives = [];
  for (const format of ['tar.gz', 'tar.gz', 'zip'] as const) {
    const file = path.join(folder, `${archives.length}.${format}`);
    await (await set.downloadAll(format)).saveAs(file);
    archives.push(file);
  }
  const [first = '', second = '', zip = ''] = archives;
  expect(sha256Of(second)).toBe(sha256Of(first));

  const listing = run('tar', 'tvzf', first);
  expect(listing).toMatch(/-rwxr-xr-x .* hello-linux-amd64\n/);
  expect(listing).toMatch(/-rwxr-xr-x .* build\.sh\n/);
  expect(listing).toMatch(/-rw-r--r-- .* hello-win-amd64\.exe\.cdx\.json\n/);
  const [program = '', ...flags] = existsSync('/usr/bin/unzip')
    ? ['unzip', '-t']
    : ['python3', '-m', 'zipfile', '-t'];
  expect(run(program, ...flags, zip)).not.toMatch(/bad|error:/i);

  run('tar', 'xzf', first);
  expect(
    run('sha256sum', '-c', 'SHA256SUMS')
      .split('\n')
      .filter((line) => line.endsWith(': OK')),
  ).toHaveLength(10);
  for (const name of names) {
    const sha256 = sha256Of(path.join(folder, name));
    expect(json(`${name}.cdx.json`).metadata.component.hashes).toEqual([{ alg: 'SHA-256', content: sha256 }]);
    expect(json(`${name}.spdx.json`).packages[0].checksums[0].checksumValue).toBe(sha256);
    expect(json(`${name}.provenance.json`).subject).toEqual([{ name, digest: { sha256 } }]);
  }
  const { buildType } = json(`${names[0]}.provenance.json`).predicate.buildDefinition;
  expect(await (await page.request.get(buildType)).text()).toContain('The builder is the browser');

  mkdirSync(path.join(folder, 'native'));
  execFileSync('sh', ['../build.sh'], { cwd: path.join(folder, 'native'), env: nativeGoEnvironment() });
  for (const name of names)
    expect(sha256Of(path.join(folder, 'native', name))).toBe(sha256Of(path.join(folder, name)));
});

test('what goes with one binary', async ({ playground, page }) => {
  await playground.build('linux/amd64');
  const sha256 = await playground.shownSha256('linux/amd64').innerText();
  const card = playground.card('linux/amd64');
  await card.getByText('What goes with it').click();
  const saved = (caption: string) => save(page, () => card.getByRole('button', { name: caption }).click());
  expect(await saved('SHA256SUMS')).toBe(`${sha256}  hello\n`);
  expect(await saved('CycloneDX 1.6')).toContain(sha256);
  expect(await saved('SPDX 2.3')).toContain(sha256);
  expect(await saved('SLSA provenance')).toContain(sha256);
  expect(await saved('build.sh')).toContain(`${sha256}  hello`);
  expect(await saved('build.ps1')).toContain(sha256);
  expect(await violations(page)).toEqual([]);
});

async function save(page: Page, click: () => Promise<void>): Promise<string> {
  const download = page.waitForEvent('download');
  await click();
  return readFileSync(await (await download).path(), 'utf8');
}
