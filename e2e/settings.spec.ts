// The promise that every setting of a build does what native Go does, and that the command says it all.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { inLooks, themes, violations } from './looks.ts';
import { sha256Of, type Sources } from './native-go.ts';
import { expect, test } from './playground.ts';

/** The dialog “Build settings”. */
class SettingsDialog {
  readonly dialog;
  readonly button;

  constructor(readonly page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Build settings' });
    this.button = page.getByRole('button', { name: /^Build settings/ });
  }

  async open(): Promise<void> {
    // A phone's head has no room for it: there it is in the project's menu.
    if (await this.button.isVisible()) await this.button.click();
    else {
      await this.page.getByRole('button', { name: /^Project / }).click();
      await this.page.getByRole('menuitem', { name: /^Build settings/ }).click();
    }
    await expect(this.dialog).toBeVisible();
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Done' }).click();
    await expect(this.dialog).toBeHidden();
  }

  text(name: string) {
    return this.dialog.getByRole('textbox', { name, exact: true });
  }

  async link(name: string, value: string): Promise<void> {
    await this.text('Name of a new variable').fill(name);
    await this.text('Value of a new variable').fill(value);
    await this.dialog.getByRole('button', { name: 'Add variable' }).click();
  }
}

async function copiedCommand(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Copy shell command' }).click();
  await expect(page.getByRole('button', { name: 'Copy shell command' })).toHaveText('Copied');
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Runs the command word for word in a folder with the sources. */
function paste(command: string, sources: Sources): { sha256: string | undefined; stderr: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'anyport-paste-'));
  try {
    for (const [name, content] of Object.entries(sources)) writeFileSync(path.join(folder, name), content);
    const isNeutral = ([name]: [string, unknown]) => !/^(GO(?!CACHE|PATH|MODCACHE|PROXY)|CGO_)/.test(name);
    const env = { ...Object.fromEntries(Object.entries(process.env).filter(isNeutral)), GOENV: 'off' };
    const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8' });
    const output = path.join(folder, /-o (\S+)/.exec(command)?.[1] ?? '');
    return { sha256: status === 0 ? sha256Of(output) : undefined, stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const program = `package main

var version, note = "unset", "unset"

func main() { println(version, note, mode) }
`;
const dev = '//go:build dev\n\npackage main\n\nconst mode = "dev"\n';
const release = '//go:build !dev\n\npackage main\n\nconst mode = "release"\n';

test('pasting the command natively gives the bytes of the page, whatever is in the flags', async ({
  playground,
  page,
}) => {
  const settings = new SettingsDialog(page);
  await playground.write(program);
  await playground.addFile('dev.go', dev);
  await playground.addFile('release.go', release);
  const sources = await playground.sources();
  await settings.open();
  await settings.link('main.version', '1.0 (beta)');
  await settings.link('main.note', `it's $HOME & \`id\``);
  await settings.dialog.getByRole('checkbox', { name: /^-s/ }).check();
  await settings.text('-tags').fill('dev');
  await settings.text('-gcflags').fill('-N -l');
  await expect(settings.text('-ldflags')).toHaveValue(
    `-s -X 'main.version=1.0 (beta)' -X "main.note=it's $HOME & \`id\`"`,
  );
  await settings.close();
  await playground.choose('wasip1/wasm');
  await playground.build('wasip1/wasm');
  const shown = await playground.shownSha256('wasip1/wasm').innerText();
  expect(shown).toBe(paste(await copiedCommand(page), sources).sha256);
  await playground.run.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(playground.programOutput).toContainText("1.0 (beta) it's $HOME & `id` dev");
});

test('c-shared makes a module of wasip1 with its exports, as native Go does', async ({
  playground,
  page,
}) => {
  const settings = new SettingsDialog(page);
  await playground.write(
    'package main\n\n//go:wasmexport add\nfunc add(a, b int32) int32 { return a + b }\n\nfunc main() {}\n',
  );
  const sources = await playground.sources();
  await playground.choose('wasip1/wasm');
  await settings.open();
  await settings.dialog.getByRole('combobox', { name: '-buildmode' }).selectOption('c-shared');
  await settings.close();
  await playground.build('wasip1/wasm');
  const shown = await playground.shownSha256('wasip1/wasm').innerText();
  expect(shown).toBe(paste(await copiedCommand(page), sources).sha256);
});

test('a combination that go refuses gets its own message', async ({ playground, page }) => {
  const settings = new SettingsDialog(page);
  const sources = await playground.sources();
  await settings.open();
  await settings.dialog.getByRole('combobox', { name: '-buildmode' }).selectOption('pie');
  await expect(settings.dialog.getByRole('note')).toContainText('compiles the standard library from source');
  await settings.close();
  await expect(playground.notes.filter({ hasText: 'compiles the standard library' })).toBeVisible();
  await playground.choose('linux/mips');
  await settings.open();
  await expect(settings.dialog.getByRole('option', { name: /go refuses it for linux\/mips/ })).toBeAttached();
  await settings.close();
  await playground.buildFails();
  const { stderr } = paste(await copiedCommand(page), sources);
  expect(stderr).toContain('-buildmode=pie not supported on linux/mips');
  await expect(playground.goOutput).toHaveText(stderr);
});

test('settings are kept, show in the toolbar, and are reset', async ({ playground, page }) => {
  await playground.untilRich();
  const settings = new SettingsDialog(page);
  await expect(settings.button).toHaveAccessibleName('Build settings');
  await settings.open();
  await settings.text('-tags').fill('dev');
  await settings.dialog.getByRole('checkbox', { name: '-trimpath' }).uncheck();
  await settings.close();
  await expect(settings.button).toHaveAccessibleName('Build settings, 2 changed');
  await expect(page.getByText('this command gives other bytes than the page')).toBeVisible();
  await page.reload();
  await expect(settings.button).toHaveAccessibleName('Build settings, 2 changed');
  await settings.open();
  await expect(settings.text('-tags')).toHaveValue('dev');
  await settings.dialog.getByRole('button', { name: 'Reset to defaults' }).click();
  await page.keyboard.press('Escape');
  await expect(settings.dialog).toBeHidden();
  await expect(settings.button).toHaveAccessibleName('Build settings');
  await expect(settings.button).toBeFocused();
});

test('the command is written for six languages, and the choice is kept', async ({ playground, page }) => {
  await playground.untilRich();
  const format = page.getByRole('combobox', { name: 'Format of the command' });
  for (const [label, part] of [
    ['PowerShell', "$env:GOOS='linux'; "],
    ['cmd', 'set "GOOS=linux" && '],
    ['Makefile', '.PHONY: build'],
    ['Dockerfile', 'RUN CGO_ENABLED=0 '],
    ['GitHub Actions', '- name: Build for linux/amd64'],
  ] as const) {
    await format.selectOption(label);
    expect(await copiedCommand(page)).toContain(part);
  }
  await page.reload();
  await expect(format.locator('option:checked')).toHaveText('GitHub Actions');
});

for (const [name, options] of [
  ['on a desk', {}],
  ['on a phone', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }],
] as const) {
  test.describe(name, () => {
    test.use(options);

    test('axe finds nothing in the dialog, and nothing scrolls sideways, in light and dark', async ({
      playground,
      page,
    }) => {
      const settings = new SettingsDialog(page);
      await expect(playground.editor).toBeAttached();
      await settings.open();
      await settings.link('main.version', '1.0');
      await settings.dialog.getByRole('checkbox', { name: '-trimpath' }).uncheck();
      await inLooks(page, themes, async (look) => {
        expect(await violations(page), look).toEqual([]);
        const { scrollWidth, clientWidth } = await settings.dialog.evaluate((dialog) => dialog);
        expect(scrollWidth, look).toBe(clientWidth);
      });
    });
  });
}
