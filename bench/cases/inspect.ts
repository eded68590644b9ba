// Measures the inspector on a big binary: how soon it tells something, and that the page never stands still.
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { runGo, type NativeGo } from '../../toolchain/go-command.ts';
import { longestTask, shown, watchTasks } from '../in-page.ts';
import type { Case } from '../measurement.ts';
import { Playground } from '../playground.ts';

const program = `package main

import (
	_ "embed"
	"net/http"
)

//go:embed data.bin
var data string

func main() { http.ListenAndServe(data, nil) }
`;

const size = 100e6;

export const inspect: Case = {
  name: 'inspect',
  async run({ url, go }) {
    const folder = await mkdtemp(path.join(tmpdir(), 'anyport-inspect-'));
    const binary = await buildBig(go, folder);
    const playground = await Playground.open(url);
    const { page } = playground;
    try {
      await playground.until('warm'); // what builds in the background is no part of this
      await page.evaluate(watchTasks);
      const input = await page.waitForSelector('input[type=file][aria-label^="Inspect a file"]');
      const summary = page.evaluate(shown, 'change', 'ELF 64-bit');
      await input!.uploadFile(binary);
      const opened = await summary;
      const sections = page.evaluate(shown, 'click', '.gopclntab');
      await page.click('::-p-aria([name="Sections"][role="tab"])');
      return [
        { what: '100 MB binary: from file to summary', unit: 'ms', value: opened },
        { what: '100 MB binary: all sections', unit: 'ms', value: await sections, limit: 500 },
        {
          what: '100 MB binary: longest task of the page',
          unit: 'ms',
          value: await page.evaluate(longestTask),
          limit: 50,
        },
        {
          what: `100 MB binary: longest task in any of ${await openPanels(page)} panels`,
          unit: 'ms',
          value: await page.evaluate(longestTask),
          limit: 200,
        },
      ];
    } finally {
      await playground.close();
      await rm(folder, { recursive: true });
    }
  },
};

/** Opens each panel, and waits until it has read its part and the page is still; returns how many there are. */
async function openPanels(page: Page): Promise<number> {
  const tabs = await page.$$('main[aria-label="Inspector"] [role=tablist] > [role=tab]');
  for (const tab of tabs) {
    await tab.click();
    await page.waitForFunction(() => !document.body.textContent?.includes('Reading…'));
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  }
  return tabs.length;
}

/** A program of 100 MB and more. */
async function buildBig(go: NativeGo, folder: string): Promise<string> {
  await writeFile(path.join(folder, 'go.mod'), 'module big\n\ngo 1.27\n');
  await writeFile(path.join(folder, 'main.go'), program);
  await writeFile(path.join(folder, 'data.bin'), '');
  await truncate(path.join(folder, 'data.bin'), size);
  await runGo(go, ['build', '-trimpath', '-o', 'big', '.'], {
    variables: { GOOS: 'linux', GOARCH: 'amd64' },
    cwd: folder,
  });
  return path.join(folder, 'big');
}
