// This file is responsible for using the page as its users do, with times by the page's own clock.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { chromiumFlags, findChromium } from '../checks/browser.ts';
import { Traffic } from './traffic.ts';

const buildButton = '::-p-aria([name="Build"][role="button"])';
/** The plain editor's name, and the beginning of the rich one's. */
const editor = '[aria-label^="Source of main.go"]';

/** Times in milliseconds since the navigation began, and the SHA-256 of the binary. */
export interface FinishedBuild {
  clicked: number;
  ended: number;
  sha256: string;
}

/** The page in a browser of its own, whose cache was empty. */
export class Playground {
  private constructor(
    readonly browser: Browser,
    readonly page: Page,
    readonly traffic: Traffic,
  ) {}

  /** Starts a browser and opens the page; its editor takes text when this resolves. */
  static async open(url: string): Promise<Playground> {
    const executablePath = findChromium() ?? chromium.executablePath();
    const browser = await puppeteer.launch({
      executablePath,
      args: [...chromiumFlags],
      defaultViewport: { width: 1280, height: 800 },
    });
    try {
      const traffic = await Traffic.of(browser);
      const page = await browser.newPage();
      const playground = new Playground(browser, page, traffic);
      await page.evaluateOnNewDocument(markProgress);
      await page.goto(url, { waitUntil: 'domcontentloaded' });
      await page.waitForSelector(editor);
      return playground;
    } catch (error) {
      await browser.close();
      throw error;
    }
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

  async #press(key: 'a' | 'End'): Promise<void> {
    await this.page.keyboard.down('Control');
    await this.page.keyboard.press(key);
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

/** VmHWM, the "high water mark" of resident memory: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
function peakOf(pid: number): number | undefined {
  try {
    const match = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return match ? Number(match[1]) * 1024 : undefined;
  } catch {
    return undefined;
  }
}

// The functions below run in the page. They name no functions inside: esbuild would wrap these in a helper of its own.

/** What Ctrl+V does, without asking for the system's clipboard. */
function paste(text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  document.activeElement!.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
  );
}

/** Marks on the page's timeline when the editor and the toolchain are there. */
function markProgress(): void {
  const signs = { editable: 'textarea', ready: 'footer' };
  new MutationObserver((_, observer) => {
    for (const [mark, selector] of Object.entries(signs)) {
      const element = document.querySelector(selector);
      if (!element || performance.getEntriesByName(mark).length > 0) continue;
      if (mark === 'editable' || element.textContent?.includes('Toolchain ready')) performance.mark(mark);
    }
    if (performance.getEntriesByName('ready').length > 0) observer.disconnect();
  }).observe(document, { childList: true, characterData: true, subtree: true });
}

/** Resolves when the build that the next click starts has ended and its result shows. */
function nextBuild(): Promise<FinishedBuild & { state: string }> {
  return new Promise((resolve) => {
    let clicked = 0;
    let isBuilding = false;
    addEventListener('click', (event) => (clicked = event.timeStamp), { capture: true, once: true });
    const line = document.querySelector('[role=status][aria-label="Build state"]')!;
    new MutationObserver((_, observer) => {
      const state = line.textContent?.trim() ?? '';
      if (state.startsWith('Building')) isBuilding = true;
      if (!isBuilding || state.startsWith('Building')) return;
      observer.disconnect();
      const sha256 = document.querySelector('article .hash code')?.textContent ?? '';
      resolve({ clicked, ended: performance.now(), state, sha256 });
    }).observe(line, { childList: true, characterData: true, subtree: true });
  });
}
