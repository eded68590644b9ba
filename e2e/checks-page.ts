// The cards of vet, format and tests as their users see them.
import type { Locator, Page } from '@playwright/test';
import type { Sources } from './native-go.ts';

/** What is done with a project beside building it. */
export class ChecksPage {
  readonly vet: Locator;
  readonly tests: Locator;
  /** How the tests stand. */
  readonly state: Locator;
  readonly tree: Locator;

  constructor(readonly page: Page) {
    this.vet = page.getByRole('region', { name: /^go vet for / });
    this.tests = page.getByRole('region', { name: 'Tests', exact: true });
    this.state = this.tests.getByRole('status', { name: 'Tests' });
    this.tree = page.getByRole('tree', { name: 'Packages and tests' });
  }

  /** Puts files in the place of the project, as a txtar archive that is opened. */
  async open(files: Sources): Promise<void> {
    const archive = Object.entries(files).map(([path, content]) => `-- ${path} --\n${String(content)}`);
    const input = this.page.getByLabel('Open a project…', { exact: true });
    await input.setInputFiles({
      name: 'project.txtar',
      mimeType: 'text/plain',
      buffer: Buffer.from(archive.join('')),
    });
    const first = Object.keys(files)[0]!;
    await this.page.getByRole('tab', { name: new RegExp(`^${first.replace(/[.]/g, '\\$&')}`) }).waitFor();
  }

  /** Does what the palette has under a name. */
  async command(name: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+k');
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('combobox').fill(name);
    await dialog.getByRole('option', { name }).first().click();
  }

  /** A row of the tree: a package, a test, a subtest. */
  row(name: string | RegExp): Locator {
    return this.tree.getByRole('treeitem', { name });
  }

  /** Sets a field of the options, which are opened for it. */
  async set(label: string | RegExp, value: string | boolean): Promise<void> {
    const options = this.tests.locator('details');
    if ((await options.getAttribute('open')) === null) await options.locator('summary').click();
    const field = options.getByLabel(label);
    if (typeof value === 'string') await field.fill(value);
    else await field.setChecked(value);
  }
}
