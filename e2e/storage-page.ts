// The place Storage as its users see it.
import { expect, type Locator, type Page } from '@playwright/test';

/** The place about what the browser keeps. */
export class StoragePage {
  readonly view: Locator;
  readonly offlineStatus: Locator;

  constructor(readonly page: Page) {
    this.view = page.getByRole('main', { name: 'Storage and offline use' });
    this.offlineStatus = this.view.getByRole('status', { name: 'Offline targets' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('link', { name: 'Storage' }).click();
    await expect(this.size('The page itself')).not.toHaveText('…');
  }

  async close(): Promise<void> {
    await this.page.getByRole('link', { name: 'Code' }).click();
    await expect(this.view).toHaveCount(0);
  }

  /** The size that is shown for a kind, for example Tools and packs. */
  size(kind: string): Locator {
    return this.view.getByRole('row', { name: kind }).getByRole('cell').first();
  }

  /** Removes what is kept of a kind, after the question. */
  async clear(kind: string): Promise<void> {
    await this.view.getByRole('button', { name: `Clear ${kind.toLowerCase()}` }).click();
    await this.view.getByRole('button', { name: 'Clear now' }).click();
  }

  /** Goes there anew until a kind's size is something; what is kept is written after the build is shown. */
  async untilKept(kind: string): Promise<void> {
    await expect(async () => {
      await this.open();
      const shown = await this.size(kind).innerText();
      await this.close();
      expect(shown).not.toBe('0 B');
    }).toPass();
  }

  /** Waits until all that the project needs for these targets is kept: files are written after the build is shown. */
  async untilAvailable(targets: string[]): Promise<void> {
    await expect(async () => {
      await this.open();
      for (const target of targets) await this.view.getByRole('checkbox', { name: target }).check();
      const project = this.view.getByRole('radio', { name: 'What this project imports' });
      await expect(project).toBeVisible();
      const shown = await this.view.getByText(/What this project imports/).innerText();
      await this.close();
      expect(shown).toContain('all here');
    }).toPass();
  }

  /** Makes targets available offline. */
  async makeAvailable(targets: string[]): Promise<void> {
    for (const target of targets) await this.view.getByRole('checkbox', { name: target }).check();
    await expect(this.view.getByText(/to fetch of/).first()).toBeVisible();
    await this.view.getByRole('button', { name: 'Make available offline' }).click();
    await expect(this.offlineStatus).toContainText('work without a network');
  }
}
