// Uses the page as its users do, with times by the page's own clock.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { chromiumFlags, findChromium } from '../checks/browser.ts';
import { markProgress, nextBuild, paste, type FinishedBuild } from './in-page.ts';
import { Traffic } from './traffic.ts';

const buildButton = '::-p-aria([name="Build"][role="button"])';
/** The plain editor's name, and the beginning of the rich one's. */
const editor = '[aria-label^="Source of main.go"]';
/** A set of targets on a busy machine, in milliseconds. */
const longestWait = 600_000;
const targetField = '::-p-aria([name="Target"][role="combobox"])';

/** The page in a browser of its own, whose cache was empty. */
export class Playground {
  #page: Page;

  private constructor(
    readonly url: string,
    readonly browser: Browser,
    readonly traffic: Traffic,
    page: Page,
  ) {
    this.#page = page;
  }

  /** Starts a browser and opens the page; its editor takes text when this resolves. */
  static async open(url: string): Promise<Playground> {
    const executablePath = findChromium() ?? chromium.executablePath();
    const browser = await puppeteer.launch({
      executablePath,
      args: [...chromiumFlags],
      defaultViewport: { width: 1280, height: 800 },
      protocolTimeout: longestWait,
      networkEnabled: false, // Traffic watches, and has the tab keep no responses for it.
    });
    try {
      const traffic = await Traffic.of(browser);
      return new Playground(url, browser, traffic, await visit(browser, url));
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  get page(): Page {
    return this.#page;
  }

  /** Leaves the page and opens it anew, as open() does; the browser keeps what it keeps from one visit to the next. */
  async reopen(): Promise<void> {
    await this.page.goto('about:blank'); // the page learns that it is left
    await this.page.close();
    this.#page = await visit(this.browser, this.url);
  }

  close(): Promise<void> {
    return this.browser.close();
  }

  /**
   * Resolves when the page says so: 'editable' (text can be typed), 'ready' (the toolchain is loaded) or 'warm' (it has
   * built in the background as often as it wants to).
   */
  async until(mark: 'editable' | 'ready' | 'warm'): Promise<number> {
    await this.page.waitForFunction((name) => performance.getEntriesByName(name).length > 0, {}, mark);
    return this.page.evaluate((name) => performance.getEntriesByName(name)[0]!.startTime, mark);
  }

  /** How often the page has ended its builds in the background, each time for another target. */
  warmUps(): Promise<number> {
    return this.page.evaluate(() => performance.getEntriesByName('warm').length);
  }

  async untilWarmUps(count: number): Promise<void> {
    await this.page.waitForFunction(
      (least) => performance.getEntriesByName('warm').length >= least,
      {},
      count,
    );
  }

  /** Resolves when the page can do without its host: its service worker serves it. */
  async untilKept(): Promise<void> {
    await this.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  }

  /** Resolves when the rich editor has taken the plain one's place. */
  async untilRich(): Promise<void> {
    await this.page.waitForSelector('::-p-text(To leave the editor press)');
  }

  /** Pastes a text over the open file's. (Typed, it would be indented anew by the editor.) */
  async write(source: string): Promise<void> {
    await this.page.focus(editor);
    await this.#press('a');
    await this.page.evaluate(paste, source);
  }

  /** Types a character before the last line feed. */
  async edit(character: string): Promise<void> {
    await this.page.focus(editor);
    await this.#press('End');
    await this.page.keyboard.press('ArrowLeft');
    await this.page.keyboard.sendCharacter(character);
  }

  /** Searches for a target and picks it, for example linux/386. */
  async choose(target: string): Promise<void> {
    await this.page.click(targetField);
    await this.page.keyboard.sendCharacter(target);
    await this.page.keyboard.press('Enter');
    const chosen = await this.page.$eval(targetField, (field) => (field as HTMLInputElement).value);
    if (chosen !== target) throw new Error(`${chosen} is chosen instead of ${target}`);
  }

  /** Picks a variant, for example GOAMD64, v3. */
  async chooseVariant(variable: string, value: string): Promise<void> {
    await this.page.select(`::-p-aria([name="${variable}"][role="combobox"])`, value);
  }

  async #press(key: 'a' | 'End'): Promise<void> {
    await this.page.keyboard.down('Control');
    await this.page.keyboard.press(key);
    await this.page.keyboard.up('Control');
  }

  /** Presses the key that builds and runs. */
  async pressRun(): Promise<void> {
    await this.page.keyboard.down('Control');
    await this.page.keyboard.down('Shift');
    await this.page.keyboard.press('Enter');
    await this.page.keyboard.up('Shift');
    await this.page.keyboard.up('Control');
  }

  /** Clicks Build and waits for the binary. Throws an Error with what the page says when there is none. */
  async build(): Promise<FinishedBuild> {
    await this.page.waitForSelector(buildButton);
    const ending = this.page.evaluate(nextBuild);
    await this.page.click(buildButton);
    const { state, ...finished } = await ending;
    if (!state.startsWith('Built for')) throw new Error(state);
    return finished;
  }

  /** The most memory that a process of the page has held, in bytes; undefined where the system does not tell (only Linux does). */
  async peakMemory(): Promise<number | undefined> {
    const session = await this.browser.target().createCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const peaks = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => peakOf(id));
    return peaks.reduce((most, peak) => Math.max(most ?? 0, peak ?? 0) || undefined, undefined);
  }
}

async function visit(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(longestWait);
  await page.evaluateOnNewDocument(markProgress);
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await page.waitForSelector(editor);
  return page;
}

/** VmHWM, the "high water mark" of resident memory: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
function peakOf(pid: number): number | undefined {
  try {
    const match = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return match ? Number(match[1]) * 1024 : undefined;
  } catch {
    return undefined;
  }
}
