// A smoke test of the same page in WebKit: WebKitGTK's MiniBrowser on a screen of its own, by WebDriver.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { findWebKit } from '../checks/browser.ts';
import { servePageUnderTest } from '../checks/page-under-test.ts';
import { nativeBuild } from './native-go.ts';
import { goMod, hasEnded, minutes, selectors, sourceFor } from './smoke.ts';
import { enter, WebDriver } from './webdriver.ts';

const webkit = findWebKit();
const source = sourceFor('WebKit');
const sources = { 'main.go': source, 'go.mod': goMod };

describe(
  'the page in WebKit',
  { skip: !webkit && 'there is no WebKitWebDriver, MiniBrowser or Xvfb' },
  () => {
    const started: ChildProcess[] = [];
    let browser: WebDriver;
    let url = process.env['ANYPORT_URL'];
    let close = async () => {};

    before(async () => {
      if (!url) {
        const served = await servePageUnderTest();
        ({ url } = served);
        close = () => served.close();
      }
      const { driver, miniBrowser, xvfb } = webkit!;
      const port = await freePort();
      const DISPLAY = await startScreen(xvfb);
      start(driver, [`--port=${port}`], { env: { ...process.env, DISPLAY }, stdio: 'ignore' });
      const options = { binary: miniBrowser, args: ['--automation'] };
      browser = await WebDriver.open(`http://127.0.0.1:${port}`, { 'webkitgtk:browserOptions': options });
      await browser.goto(url);
      await browser.untilThere(selectors.editor, 2 * minutes);
      await browser.typeOver(selectors.editor, source);
      await browser.clickXPath('//*[@role="tab"][contains(., "go.mod")]');
      await browser.typeOver(selectors.editor, goMod);
    });

    after(async () => {
      await browser?.close();
      for (const child of started.reverse()) child.kill();
      await close();
    });

    test('a build for linux/amd64 has the bytes of native Go', { timeout: 5 * minutes }, async () => {
      assert.equal(await build('linux/amd64'), nativeBuild(sources, 'linux/amd64').sha256);
    });

    test('a program for wasip1/wasm is built the same and runs', { timeout: 5 * minutes }, async () => {
      await browser.typeOver(selectors.target, 'wasip1/wasm');
      await browser.press(enter);
      assert.equal(await build('wasip1/wasm'), nativeBuild(sources, 'wasip1/wasm').sha256);
      await browser.click(selectors.run);
      await browser.untilText(selectors.runState, /^Exit code 0 after /, 3 * minutes);
      const output = await browser.untilText(selectors.programOutput, /Hello/, 3 * minutes);
      assert.match(output, /Hello from WebKit 2/);
    });

    /** Builds and gives the SHA-256 that the page shows for the target. */
    async function build(target: string): Promise<string> {
      await browser.click(selectors.build);
      const state = await browser.untilText(selectors.buildState, hasEnded, 3 * minutes);
      assert.match(state, new RegExp(`^Built for ${target} in `));
      return browser.untilText(selectors.sha256(target), /^[0-9a-f]{64}$/, minutes);
    }

    function start(...[file, args, options]: Parameters<typeof spawn>): ChildProcess {
      const child = spawn(file, args, options);
      started.push(child);
      return child;
    }

    /** Starts an X server without a screen, and gives its DISPLAY: it picks a number that is free and writes it. */
    async function startScreen(xvfb: string): Promise<string> {
      const args = ['-displayfd', '3', '-screen', '0', '1280x1000x24', '-nolisten', 'tcp'];
      const server = start(xvfb, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
      const [number] = (await once(server.stdio[3] as Readable, 'data')) as [Buffer];
      return `:${number.toString().trim()}`;
    }
  },
);

/** A port on which nothing listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
