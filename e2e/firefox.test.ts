// A smoke test of the same page in Firefox, by puppeteer-core over WebDriver BiDi.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findFirefox } from '../checks/browser.ts';
import { servePageUnderTest } from '../checks/page-under-test.ts';
import { nativeBuild } from './native-go.ts';
import { goMod, greeter, hasEnded, minutes, selectors, sourceFor } from './smoke.ts';

const firefox = findFirefox();
const source = sourceFor('Firefox');

describe('the page in Firefox', { skip: !firefox && 'there is no Firefox on this machine' }, () => {
  let browser: Browser;
  let page: Page;
  let url = process.env['ANYPORT_URL'];
  let close = async () => {};

  before(async () => {
    if (!url) {
      const served = await servePageUnderTest();
      ({ url } = served);
      close = () => served.close();
    }
    browser = await puppeteer.launch({ browser: 'firefox', executablePath: String(firefox), headless: true });
    page = await browser.newPage();
    await page.goto(url);
    await page.waitForSelector(selectors.editor, { timeout: 2 * minutes });
    await type(selectors.editor, source);
    await page.locator('::-p-text(go.mod)').click();
    await type(selectors.editor, goMod);
  });

  after(async () => {
    await browser?.close();
    await close();
  });

  test('a build for linux/amd64 has the bytes of native Go', { timeout: 5 * minutes }, async () => {
    assert.equal(
      await build('linux/amd64'),
      nativeBuild({ 'main.go': source, 'go.mod': goMod }, 'linux/amd64').sha256,
    );
  });

  test('a program for wasip1/wasm is built the same and runs', { timeout: 5 * minutes }, async () => {
    await type(selectors.target, 'wasip1/wasm');
    await page.keyboard.press('Enter');
    assert.equal(
      await build('wasip1/wasm'),
      nativeBuild({ 'main.go': source, 'go.mod': goMod }, 'wasip1/wasm').sha256,
    );
    await page.click(selectors.run);
    await untilText(selectors.runState, /^Exit code 0 after /);
    assert.match(await untilText(selectors.programOutput, /Hello/), /Hello from Firefox 2/);
  });

  test('what is typed while a program runs is answered', { timeout: 5 * minutes }, async () => {
    await page.locator('::-p-text(main.go)').click();
    await type(selectors.editor, greeter);
    await page.click(selectors.runProject);
    await untilText(selectors.programOutput, /Your name/);
    await untilText(selectors.runState, /^Waiting for input$/);
    await page.focus(selectors.terminalInput);
    await page.keyboard.type('Gopher');
    await page.keyboard.press('Enter');
    await untilText(selectors.programOutput, /Hello, Gopher!/);
    await untilText(selectors.runState, /^Exit code 0 after /);
  });

  /** Selects what is there and types over it. */
  async function type(selector: string, text: string): Promise<void> {
    await page.focus(selector);
    await page.keyboard.down('Control');
    await page.keyboard.press('a');
    await page.keyboard.up('Control');
    await page.keyboard.type(text);
  }

  /** Builds and gives the SHA-256 that the page shows for the target. */
  async function build(target: string): Promise<string> {
    await page.click(selectors.build);
    const state = await untilText(selectors.buildState, hasEnded);
    assert.match(state, new RegExp(`^Built for ${target} in `));
    return untilText(selectors.sha256(target), /^[0-9a-f]{64}$/);
  }

  /** Waits until an element's text matches, and gives the text. */
  async function untilText(selector: string, pattern: RegExp): Promise<string> {
    const found = await page.waitForFunction(
      (selector: string, pattern: string) => {
        const text = document.querySelector<HTMLElement>(selector)?.innerText.trim();
        return text !== undefined && new RegExp(pattern).test(text) && text;
      },
      { timeout: 3 * minutes },
      selector,
      pattern.source,
    );
    return (await found.jsonValue()) as string;
  }
});
