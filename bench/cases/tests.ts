// Measures a run of the tests of a small package, compiled already, against native go test.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { tryGo } from '../../toolchain/go-command.ts';
import type { NativeGo } from '../../toolchain/go-command.ts';
import { median, type Case } from '../measurement.ts';
import { Playground } from '../playground.ts';

const files: Record<string, string> = {
  'main.go': 'package main\n\nfunc Double(n int) int { return 2 * n }\n\nfunc main() {}\n',
  'main_test.go':
    'package main\n\nimport "testing"\n\nfunc TestDouble(t *testing.T) {\n\tif Double(2) != 4 {\n\t\tt.Fail()\n\t}\n}\n',
  'go.mod': 'module example.com/tested\n\ngo 1.26\n',
};

/** After a run the page has the worker of the next one get ready; who looks at a result takes longer. In milliseconds. */
const pause = 4000;

const status = '[role=status][aria-label="Tests"]';
const runButton = '::-p-aria([name="Run the tests"][role="button"])';

export const tests: Case = {
  name: 'tests',
  async run({ url, go, rebuilds }) {
    const native = await nativeTimes(go, rebuilds);
    const playground = await Playground.open(url);
    try {
      await playground.until('warm');
      const { page } = playground;
      await openProject(page);
      await page.click('::-p-aria([name="Test"][role="button"])');
      await page.waitForFunction(isEnded, {}, status);
      await page.$eval('details:has(input[placeholder="6"])', (details) => (details.open = true));
      await page.type('input[placeholder="6"]', '1');
      const took: number[] = [];
      for (let i = 0; i < rebuilds; i++) {
        await new Promise((resolve) => setTimeout(resolve, pause));
        await page.waitForSelector(runButton);
        const ending = page.evaluate(nextRun, status);
        await page.click(runButton);
        took.push(await ending);
      }
      return [
        { what: 'tests of a small package, again', unit: 'ms', value: median(took), native: median(native) },
      ];
    } finally {
      await playground.close();
    }
  },
};

async function nativeTimes(go: NativeGo, count: number): Promise<number[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'anyport-bench-'));
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
    const times: number[] = [];
    for (let i = 0; i <= count; i++) {
      const began = performance.now();
      const { exitCode, stderr } = await tryGo(go, ['test', '-json', '-count=1', './...'], {
        variables: {},
        cwd: folder,
      });
      if (exitCode !== 0) throw new Error(stderr);
      times.push(performance.now() - began);
    }
    // The first one compiles.
    return times.slice(1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function openProject(page: Page): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'anyport-bench-'));
  try {
    const archive = path.join(folder, 'tested.txtar');
    await writeFile(
      archive,
      Object.entries(files)
        .map(([name, content]) => `-- ${name} --\n${content}`)
        .join(''),
    );
    const input = (await page.$(
      'input[type=file][aria-label="Open a project…"]',
    )) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(archive);
    await page.waitForSelector('::-p-text(main_test.go)');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs in the page: whether the tests have ended. @throws Error with what the page says when they did not pass. */
function isEnded(selector: string): boolean {
  const text = document.querySelector(selector)?.textContent ?? '';
  if (/failed|Crashed|Could not start/.test(text)) throw new Error(text);
  return text.startsWith('1 passed');
}

/** Runs in the page: milliseconds from the next click until the tests have passed. */
function nextRun(selector: string): Promise<number> {
  return new Promise((resolve) => {
    let clicked = 0;
    let isRunning = false;
    addEventListener('click', (event) => (clicked = event.timeStamp), { capture: true, once: true });
    const line = document.querySelector(selector)!;
    new MutationObserver((_, observer) => {
      const isOver = line.textContent?.startsWith('1 passed') ?? false;
      isRunning ||= !isOver;
      if (!isRunning || !isOver) return;
      observer.disconnect();
      resolve(performance.now() - clicked);
    }).observe(line, { childList: true, characterData: true, subtree: true });
  });
}
