// `npm run wasi`: is the WASI host what Go, and WASI preview 1, expect?
// With arguments it runs only these: "cases", or packages of std such as "os".
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../../toolchain/cache-folder.ts';
import { findRelease } from '../../toolchain/goroot.ts';
import { runCases } from './cases.ts';
import { goTests, packages } from './go-tests.ts';
import { applySkips, parseSkips, type CaseOutcome } from './outcome.ts';

const here = dirname(fileURLToPath(import.meta.url));

function report(outcomes: CaseOutcome[]): void {
  for (const { name, details } of outcomes.filter(({ result }) => result === 'failed'))
    console.log(`FAIL ${name}\n${details.replace(/^/gm, '    ')}`);
}

function count(outcomes: CaseOutcome[]): string {
  const number = (wanted: CaseOutcome['result']) => outcomes.filter(({ result }) => result === wanted).length;
  return `${number('passed')} passed, ${number('failed')} failed, ${number('skipped')} skipped`;
}

async function main(wanted: string[]): Promise<boolean> {
  const go = await findRelease(undefined, cacheFolder);
  const skips = parseSkips(readFileSync(join(here, 'skips.txt'), 'utf8'));
  const parts = ['cases', ...packages].filter((part) => wanted.length === 0 || wanted.includes(part));
  const all: CaseOutcome[] = [];
  for (const part of parts) {
    const own = new Map(
      [...skips].filter(([name]) => name.startsWith(part === 'cases' ? 'case ' : `${part} `)),
    );
    const began = performance.now();
    const outcomes = applySkips(part === 'cases' ? await runCases(go) : await goTests(go, part), own);
    report(outcomes);
    console.log(`${part}: ${count(outcomes)} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    all.push(...outcomes);
  }
  console.log(count(all));
  return all.length > 0 && all.every(({ result }) => result !== 'failed');
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
