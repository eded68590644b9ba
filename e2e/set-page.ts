// Builds many targets as users see it: the choice, the totals, the table.
import { expect, type Download, type Locator, type Page } from '@playwright/test';

/** The view “Build many targets” of an open page. */
export class SetPage {
  readonly view: Locator;
  readonly buildButton: Locator;
  readonly stopButton: Locator;
  /** The sentence that sums the set up. */
  readonly state: Locator;
  readonly rows: Locator;

  constructor(readonly page: Page) {
    this.view = page.getByRole('main', { name: 'Build many targets' });
    this.buildButton = this.view.getByRole('button', { name: /^Build \d+ targets?$/ });
    this.stopButton = this.view.getByRole('button', { name: 'Stop all builds' });
    this.state = this.view.getByRole('status', { name: 'State of the set' });
    this.rows = this.view.getByRole('region', { name: 'Results' }).getByRole('rowheader');
  }

  async open(): Promise<void> {
    await this.page.getByRole('link', { name: 'Targets' }).click();
    await expect(this.view).toBeVisible();
  }

  /** Chooses these targets and no others. */
  async choose(...targets: string[]): Promise<void> {
    await this.view.getByRole('button', { name: 'None' }).click();
    for (const target of targets) await this.check(target).check();
  }

  check(target: string): Locator {
    return this.view.getByRole('checkbox', { name: target, exact: true });
  }

  /** Opens the choice of targets again, which gives way to the table when a build starts. */
  async changeChoice(): Promise<void> {
    await this.view.getByText('Targets', { exact: true }).click();
  }

  row(target: string): Locator {
    return this.view.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: target }) });
  }

  /** Waits until none of the builds goes on. */
  async untilEnded(): Promise<void> {
    await expect(this.stopButton).toBeDisabled({ timeout: 300_000 });
  }

  /** SHA-256 by file name, as SHA256SUMS lists them. */
  async checksums(): Promise<Map<string, string>> {
    await this.view.getByRole('button', { name: 'Copy SHA256SUMS' }).click();
    await expect(this.view.getByText('Copied', { exact: true })).toBeVisible();
    const text = await this.page.evaluate(() => navigator.clipboard.readText());
    const lines = text.trimEnd().split('\n');
    return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
  }

  async downloadAll(format: 'tar.gz' | 'zip'): Promise<Download> {
    await this.view.getByRole('combobox', { name: 'Format of the archive' }).selectOption(format);
    const download = this.page.waitForEvent('download');
    await this.view.getByRole('button', { name: 'Download all' }).click();
    return download;
  }

  /** Names of the rows, in the order in which they show. */
  async order(): Promise<string[]> {
    return (await this.rows.allInnerTexts()).map((text) => text.trim());
  }
}
