// Measures runs in the page: from the key to the first byte, how fast output flows, and computing against Node.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { runGo, type NativeGo } from '../../toolchain/go-command.ts';
import { nextOutput } from '../in-page.ts';
import { median, type Bench, type Case, type Measurement } from '../measurement.ts';
import { Playground } from '../playground.ts';
import { readProgram } from '../programs.ts';

const rows = 'section[aria-label="Terminal"] .xterm-rows';

/** What a program says of itself. */
const tookLine = /took (\d+) ms/;

export const run: Case = {
  name: 'run',
  async run(bench) {
    const playground = await Playground.open(bench.url);
    try {
      await playground.untilRich();
      return [
        ...(await startUp(playground, bench)),
        { what: '64 MB to stdout', unit: 'ms', value: await ownTime(playground, 'output') },
        await computing(playground, bench),
      ];
    } finally {
      await playground.close();
    }
  },
};

/** An edited hello, warm: from the key to the first byte of output in the page. */
async function startUp(playground: Playground, { rebuilds }: Bench): Promise<Measurement[]> {
  await playground.write(readProgram('hello').main);
  await playground.choose('wasip1/wasm');
  await playground.until('warm');
  await playground.build();
  await playground.untilWarmUps(2);
  const times: number[] = [];
  for (let i = 0; i < rebuilds; i++) {
    await playground.edit('1');
    const first = playground.page.evaluate(nextOutput);
    await playground.pressRun();
    times.push(await first);
  }
  return [
    { what: 'run of an edited hello: key to first byte', unit: 'ms', value: median(times), limit: 600 },
  ];
}

/** Milliseconds that a program says it took in the page. */
async function ownTime(playground: Playground, name: string): Promise<number> {
  await playground.write(readProgram(name).main);
  await playground.page.evaluate(() => {
    document
      .querySelector<HTMLButtonElement>(
        'section[aria-label="Terminal"] button[aria-label="Clear the terminal"]',
      )
      ?.click();
  });
  await playground.pressRun();
  const said = await playground.page.waitForFunction(
    (selector: string, pattern: string) =>
      new RegExp(pattern).exec(document.querySelector(selector)?.textContent ?? '')?.[1],
    {},
    rows,
    tookLine.source,
  );
  return Number(await said.jsonValue());
}

async function computing(playground: Playground, { go }: Bench): Promise<Measurement> {
  const value = await ownTime(playground, 'compute');
  const native = await timeInNode(go);
  return { what: 'computing, against the same wasm in Node', unit: 'ms', value, native };
}

/** Milliseconds that the same program says it took in Node's own WASI. */
async function timeInNode(go: NativeGo): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'anyport-run-'));
  try {
    const { goMod, main } = readProgram('compute');
    await writeFile(path.join(folder, 'go.mod'), goMod);
    await writeFile(path.join(folder, 'main.go'), main);
    const variables = { GOOS: 'wasip1', GOARCH: 'wasm' };
    await runGo(go, ['build', '-trimpath', '-o', 'program.wasm', '.'], { variables, cwd: folder });
    const script = `
      const { WASI } = require('node:wasi');
      const wasi = new WASI({ version: 'preview1', args: ['program'] });
      WebAssembly.instantiate(require('node:fs').readFileSync('program.wasm'), wasi.getImportObject())
        .then(({ instance }) => wasi.start(instance));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', '-e', script], {
      cwd: folder,
    });
    return Number(tookLine.exec(stdout)?.[1]);
  } finally {
    await rm(folder, { recursive: true });
  }
}
