// The page as its users see it: roles and names, and what can be done with them.
import { test as base, expect, type Download, type Locator, type Page } from '@playwright/test';
import { LaterVisits } from './later-visit.ts';
import type { Sources } from './native-go.ts';

/** The playground, open in one page. */
export class Playground {
  readonly target: Locator;
  /** The targets in the open picker. */
  readonly targets: Locator;
  readonly buildButton: Locator;
  readonly stopButton: Locator;
  readonly editor: Locator;
  readonly tabs: Locator;
  /** The status line of the latest build. */
  readonly state: Locator;
  readonly problems: Locator;
  /** What the go command printed, word for word. */
  readonly goOutput: Locator;
  readonly run: Locator;
  /** Boxes that say what went wrong just now. */
  readonly alert: Locator;
  /** Boxes that explain or advise. */
  readonly notes: Locator;

  constructor(readonly page: Page) {
    this.target = page.getByRole('combobox', { name: 'Target', exact: true });
    this.targets = page.getByRole('listbox', { name: 'Targets' }).getByRole('option');
    this.buildButton = page.getByRole('button', { name: 'Build', exact: true });
    this.stopButton = page.getByRole('button', { name: 'Stop build' });
    this.editor = page.getByRole('textbox', { name: /^Source of / });
    this.tabs = page.getByRole('tablist', { name: 'Files' }).getByRole('tab');
    this.state = page.getByRole('status', { name: 'Build state' });
    this.problems = page.getByRole('region', { name: 'Problems' }).getByRole('listitem');
    this.goOutput = page.getByRole('log', { name: 'Output of go build' });
    this.run = page.getByRole('region', { name: 'Run', exact: true });
    // Monaco has alerts of its own, in the source pane.
    this.alert = page.getByRole('region', { name: 'Result', exact: true }).getByRole('alert');
    this.notes = page.getByRole('note');
  }

  /** Opens the page; its editor is usable when this resolves. */
  async open(): Promise<void> {
    await this.page.goto(address());
    // Not “visible”: Monaco takes text through an element without size.
    await expect(this.editor).toBeAttached();
  }

  /** Waits for the rich editor, which takes the plain one's place. */
  async untilRich(): Promise<void> {
    await expect(this.page.getByText('To leave the editor press')).toBeVisible();
  }

  tab(path: string): Locator {
    // A tab with messages has their number behind its name.
    return this.tabs.filter({ hasText: new RegExp(`^\\s*${escape(path)}\\d*\\s*$`) });
  }

  /** Puts a text in place of everything in the open file: select all, paste. (Typing would indent by itself.) */
  async write(source: string): Promise<void> {
    await this.page.evaluate((text) => navigator.clipboard.writeText(text), source);
    await this.editor.focus();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.press('ControlOrMeta+v');
  }

  /** The text of the open file, taken as a user would: select all, copy. */
  async read(): Promise<string> {
    await this.page.evaluate(() => navigator.clipboard.writeText(''));
    await this.editor.focus();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.press('ControlOrMeta+c');
    const pasted = () => this.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(pasted).not.toBe('');
    return pasted();
  }

  /** Names of the open tabs, in order. */
  async paths(): Promise<string[]> {
    return (await this.tabs.allInnerTexts()).map((text) => text.trim());
  }

  /** The whole project, read file by file from the editor. The tabs must show no messages. */
  async sources(): Promise<Sources> {
    const sources: Record<string, string> = {};
    for (const path of await this.paths()) {
      await this.tab(path).click();
      sources[path] = await this.read();
    }
    return sources;
  }

  async addFile(path: string, content: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add file' }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'File name' }).fill(path);
    await dialog.getByRole('button', { name: 'Add' }).click();
    await expect(this.tab(path)).toHaveAttribute('aria-selected', 'true');
    await this.write(content);
  }

  async openExample(title: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Project / }).click();
    await this.page.getByRole('menuitem', { name: title }).click();
  }

  /** Searches for a target and picks it, for example linux/arm64. */
  async choose(target: string): Promise<void> {
    await this.target.click();
    await this.target.fill(target);
    await this.page.getByRole('option', { name: new RegExp(`^${escape(target)}\\b`) }).click();
    await expect(this.target).toHaveValue(target);
  }

  /** Picks a variant, for example GOAMD64, v3. */
  async chooseVariant(variable: string, value: string): Promise<void> {
    await this.target.click();
    await this.variant(variable).selectOption(value);
    await this.page.keyboard.press('Escape');
    await expect(this.targets).toHaveCount(0);
  }

  /** The choice of a variant, in the open picker. */
  variant(variable: string): Locator {
    return this.page.getByRole('combobox', { name: variable });
  }

  /** Goes to a place by the rail. */
  async goTo(place: 'Code' | 'Results' | 'Targets' | 'Inspect' | 'Storage'): Promise<void> {
    const link = this.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place });
    await link.click();
    await expect(link).toHaveAttribute('aria-current', 'page');
  }

  /** Goes through the history as the page does: after its own newest entry, which the browser may not know of yet. */
  async goThrough(by: -1 | 1): Promise<void> {
    await this.page.evaluate((steps) => history.go(steps), by);
  }

  /** Builds and waits for a binary for the target. */
  async build(target: string): Promise<void> {
    await this.buildButton.click();
    await this.untilBuilt(target);
  }

  async untilBuilt(target: string): Promise<void> {
    await expect(this.state).toHaveText(new RegExp(`^Built for ${escape(target)} in `));
  }

  /** Builds and waits for go's refusal. */
  async buildFails(): Promise<void> {
    await this.buildButton.click();
    await expect(this.state).toHaveText(/^The build for .* failed: exit code 1/);
  }

  /** The card of the newest binary, for a target. */
  card(target: string): Locator {
    return this.page.getByRole('article', { name: `Result for ${target}` });
  }

  /** The SHA-256 that the page shows for a target's binary. */
  shownSha256(target: string): Locator {
    return this.card(target).getByText(/^[0-9a-f]{64}$/);
  }

  async download(target: string): Promise<Download> {
    const download = this.page.waitForEvent('download');
    await this.card(target)
      .getByRole('button', { name: /^Download / })
      .click();
    return download;
  }

  get runState(): Locator {
    return this.run.getByRole('status', { name: 'Run state' });
  }

  /** The drawer in which programs run. */
  get terminal(): Locator {
    return this.page.getByRole('region', { name: 'Terminal', exact: true });
  }

  /** What the terminal shows: the rows of its screen, one after the other. */
  get programOutput(): Locator {
    return this.terminal.locator('.xterm-rows');
  }

  /** Builds for wasip1/wasm and runs the program within limits: seconds of running, megabytes of output. */
  async runWithin(limits: { seconds?: number; output?: number }): Promise<void> {
    if ((await this.target.inputValue()) !== 'wasip1/wasm') await this.choose('wasip1/wasm');
    await this.build('wasip1/wasm');
    const fields = this.run.getByRole('group').filter({ hasText: 'Environment, folder, limits' });
    if ((await fields.getAttribute('open')) === null) await fields.getByText('Environment, folder').click();
    for (const [name, value] of [
      ['Seconds', limits.seconds],
      ['Output, MB', limits.output],
    ] as const) {
      const field = this.run.getByRole('spinbutton', { name });
      if (value !== undefined) await field.fill(String(value));
      if (value !== undefined) await field.press('Tab');
    }
    await this.run.getByRole('button', { name: 'Run', exact: true }).click();
  }

  /** Everything in the terminal, what has scrolled off included, as its button copies it. */
  async terminalText(): Promise<string> {
    await this.terminal.getByRole('button', { name: 'Copy everything in the terminal' }).click();
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Types into the terminal, key by key. */
  async typeInTerminal(text: string): Promise<void> {
    await this.terminal.getByRole('textbox', { name: 'Terminal input' }).focus();
    await this.page.keyboard.type(text);
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

interface Fixtures {
  playground: Playground;
  uncaught: string[];
  refusals: string[];
  /** 'later': the browser has the toolchain compiled already. 'first': nothing is there, as in any new context. */
  visit: 'first' | 'later';
}

/** The address of the page under test; set by page.setup.ts. */
const address = () => String(process.env['ANYPORT_URL']);

/** A test whose page is open; a script error that nothing caught fails it, and so does what the page's policy refused. */
export const test = base.extend<Fixtures, { laterVisits: LaterVisits }>({
  visit: ['later', { option: true }],
  laterVisits: [
    async ({ playwright, launchOptions }, use, { project }) => {
      const { viewport, serviceWorkers, permissions } = project.use;
      const options = { ...launchOptions, viewport, serviceWorkers, permissions };
      const visits = await LaterVisits.start(playwright.chromium, address(), options);
      await use(visits);
      await visits.close();
    },
    // Longer than a test may take: the first one of each process waits for it.
    { scope: 'worker', timeout: 360_000 },
  ],
  context: async ({ context, visit, isMobile, serviceWorkers, laterVisits }, use) => {
    // What a context cannot be told once it is there makes a first visit.
    if (visit === 'first' || isMobile || serviceWorkers === 'allow') return use(context);
    await use((await laterVisits.clear(address())) ? laterVisits.context : context);
  },
  page: async ({ context, colorScheme, viewport }, use) => {
    const page = await context.newPage();
    await page.emulateMedia({ colorScheme });
    if (viewport) await page.setViewportSize(viewport);
    await use(page);
  },
  uncaught: [
    async ({ page }, use) => {
      const uncaught: string[] = [];
      page.on('pageerror', (error) => uncaught.push(error.stack ?? error.message));
      await use(uncaught);
      expect(uncaught, 'errors that nothing caught').toEqual([]);
    },
    { auto: true },
  ],
  /** What the browser says it refused to the page; a worker that may not fetch what it needs says so in the page. */
  refusals: [
    async ({ page }, use) => {
      const refusals: string[] = [];
      page.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) refusals.push(message.text());
      });
      await use(refusals);
      expect(refusals, 'what the page needed and its policy refused').toEqual([]);
    },
    { auto: true },
  ],
  playground: async ({ page }, use) => {
    const playground = new Playground(page);
    await playground.open();
    await use(playground);
  },
});

export { expect };
