// The promise that input can be typed where the browser cannot suspend programs: the service worker passes it on.
import type { CDPSession, Page } from '@playwright/test';
import type { Playground } from './playground.ts';
import { expect, test as base } from './playground.ts';

/** A browser without WebAssembly.Suspending, as Safari was before 27. */
const test = base.extend({
  page: async ({ page }, use) => {
    await page.addInitScript(() => {
      delete (WebAssembly as { Suspending?: unknown }).Suspending;
    });
    await use(page);
  },
});
test.use({ visit: 'first', serviceWorkers: 'allow' });

const echo = `package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	fmt.Println("begun")
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		fmt.Printf("got <%s>\\n", lines.Text())
	}
	fmt.Println("ended")
}
`;

async function start(playground: Playground): Promise<void> {
  await playground.write(echo);
  await playground.page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(playground.programOutput).toContainText('begun');
}

async function untilControlled(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}

/** Ends the service worker as browsers do when they like. */
async function stopServiceWorker(page: Page): Promise<void> {
  const cdp: CDPSession = await page.context().newCDPSession(page);
  await cdp.send('ServiceWorker.enable');
  await cdp.send('ServiceWorker.stopAllWorkers');
  await cdp.detach();
}

test('what is typed arrives, also when the service worker is stopped while the program reads', async ({
  playground,
  page,
}) => {
  await playground.build('linux/amd64');
  await untilControlled(page);
  await start(playground);
  await expect(playground.run).toContainText('asks this page’s service worker');
  await expect(playground.runState).toHaveText('Waiting for input');
  await playground.typeInTerminal('one\n');
  await expect(playground.programOutput).toContainText('got <one>');
  await stopServiceWorker(page);
  await playground.typeInTerminal('two\n');
  await expect(playground.programOutput).toContainText('got <two>');
  await page.keyboard.press('Control+d');
  await expect(playground.programOutput).toContainText('ended');
  await expect(playground.runState).toHaveText(/^Exit code 0 after /);
});

test('a run is nobody else’s: an unknown id is not found, and nothing of it is cached', async ({
  playground,
  page,
}) => {
  await playground.build('linux/amd64');
  await untilControlled(page);
  const statuses = await page.evaluate(async () => {
    const ask = async (id: string) => (await fetch(`input/${id}?from=0&wait=0`, { method: 'POST' })).status;
    return [await ask('0'.repeat(32)), await ask('../x'), await ask('short')];
  });
  expect(statuses).toEqual([404, 404, 404]);
  await start(playground);
  await playground.typeInTerminal('secret\n');
  await expect(playground.programOutput).toContainText('got <secret>');
  const cached = await page.evaluate(async () => {
    const names = await caches.keys();
    const urls = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
    );
    return urls.flat().filter((url) => url.includes('/input/'));
  });
  expect(cached).toEqual([]);
});

test('where nobody can wait the page says so, and takes the input beforehand', async ({
  page,
  playground,
}) => {
  await page.evaluate(() => Object.defineProperty(navigator.serviceWorker, 'controller', { value: null }));
  await playground.write(echo);
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(playground.programOutput).toContainText('ended');
  await expect(playground.run).toContainText('Nothing can be typed while it runs');
  await playground.run.getByRole('textbox', { name: 'Standard input' }).fill('before\n');
  await playground.run.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(playground.programOutput).toContainText('got <before>');
});
