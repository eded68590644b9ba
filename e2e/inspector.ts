// The inspector as its users see it: roles and names, on top of the page object.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { preparedRelease } from './native-go.ts';

/** The inspector, open in a page. */
export class InspectorPage {
  readonly view: Locator;
  readonly tabs: Locator;
  readonly bytes: Locator;
  readonly fields: Locator;
  /** The chosen field in large letters. */
  readonly detail: Locator;
  readonly alert: Locator;
  /** What the open tab shows. */
  readonly panel: Locator;

  constructor(readonly page: Page) {
    this.view = page.getByRole('main', { name: 'Inspector' });
    this.tabs = this.view.getByRole('tablist', { name: 'Panels' }).getByRole('tab');
    this.bytes = this.view.getByRole('grid', { name: /^Bytes of / });
    this.fields = this.view.getByRole('listbox', { name: 'Fields' });
    this.detail = this.view.getByRole('region', { name: 'Chosen field' });
    this.alert = this.view.getByRole('alert');
    this.panel = this.view.getByRole('tabpanel');
  }

  /** Presses Inspect on the card of a target's binary. */
  async openBuild(target: string): Promise<void> {
    await this.page
      .getByRole('article', { name: `Result for ${target}` })
      .getByRole('button', { name: /^Inspect / })
      .click();
    await expect(this.tabs.first()).toBeVisible();
  }

  async openPanel(name: string): Promise<void> {
    await this.view.getByRole('tab', { name, exact: true }).click();
    await expect(this.view.getByRole('tab', { name, exact: true })).toHaveAttribute('aria-selected', 'true');
  }

  /** Drops a file on the page, as from the desktop. */
  async drop(name: string, content: Uint8Array): Promise<void> {
    await this.dropAll({ [name]: content });
  }

  /** Drops several files at once. */
  async dropAll(files: Readonly<Record<string, Uint8Array>>): Promise<void> {
    const transfer = await this.page.evaluateHandle(
      (files) => {
        const transfer = new DataTransfer();
        for (const [name, content] of files) transfer.items.add(new File([Uint8Array.from(content)], name));
        return transfer;
      },
      Object.entries(files).map(([name, content]) => [name, [...content]] as const),
    );
    await this.page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
    await this.page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  }

  field(name: string): Locator {
    return this.fields.getByRole('option', { name: new RegExp(`^${name}\\b`) });
  }

  /** The bytes that are lit, as hexadecimal digits. */
  async lit(): Promise<string[]> {
    return this.bytes.getByRole('gridcell', { selected: true }).allInnerTexts();
  }
}

/** A Windows program for ARM, as small as its headers allow: what matters is that it was not built here. */
export function foreignProgram(): Uint8Array {
  const bytes = new Uint8Array(1024);
  const view = new DataView(bytes.buffer);
  bytes.set([0x4d, 0x5a]); // MZ
  view.setUint32(0x3c, 0x80, true); // e_lfanew
  bytes.set([0x50, 0x45, 0, 0], 0x80); // PE
  view.setUint16(0x84, 0xaa64, true); // Machine: ARM64
  view.setUint16(0x94, 112, true); // SizeOfOptionalHeader
  view.setUint16(0x96, 0x22, true); // Characteristics
  view.setUint16(0x98, 0x20b, true); // Magic: PE32+
  view.setUint16(0x98 + 68, 3, true); // Subsystem: console
  return bytes;
}

/** Builds a small program with native go for a target, hands its path over, and removes it afterwards. */
export async function withNativeBinary(target: string, use: (file: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'anyport-inspect-'));
  try {
    writeFileSync(path.join(folder, 'go.mod'), 'module example.com/foreign\n\ngo 1.21\n');
    writeFileSync(path.join(folder, 'main.go'), 'package main\n\nfunc main() { println("foreign") }\n');
    const [GOOS, GOARCH] = target.split('/');
    const GOTOOLCHAIN = preparedRelease();
    const env = { ...process.env, GOOS, GOARCH, GOTOOLCHAIN, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' };
    execFileSync('go', ['build', '-trimpath', '-o', 'foreign', '.'], { cwd: folder, env, stdio: 'pipe' });
    await use(path.join(folder, 'foreign'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
