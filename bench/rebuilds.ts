// A program's first build and its rebuilds after edits, in the page and natively by turns.
import { median, type Bench, type Measurement } from './measurement.ts';
import { NativeProject } from './native-project.ts';
import { Playground } from './playground.ts';
import { readProgram } from './programs.ts';

/** What differs from one program to the next. */
export interface Rebuilds {
  /** Name of the program's archive in programs/. */
  program: string;
  /** For people. */
  title: string;
  /** How many times native Go's time a rebuild in the page may take. */
  limit: number;
}

/** Measures with the toolchain loaded; the first build fetches what the page could not foresee. Throws an Error when the page's binary is not what native Go builds. */
export async function measureRebuilds(
  { go, url, rebuilds }: Bench,
  { program: name, title, limit }: Rebuilds,
): Promise<Measurement[]> {
  const program = readProgram(name);
  const native = await NativeProject.open(go, program);
  const playground = await Playground.open(url);
  try {
    await playground.untilRich(); // what is typed while the editors change places may go astray
    await playground.write(program.main);
    await playground.until('ready');
    const first = await playground.build();
    if (first.sha256 !== (await native.build()).sha256)
      throw new Error(`${title}: other bytes than native go's`);

    await playground.until('warm');
    const times: { page: number; native: number }[] = [];
    for (let i = 0; i < rebuilds; i++) times.push(await rebuildBoth(playground, native));
    const memory = await playground.peakMemory();
    return [
      { what: `${title}: first build`, unit: 'ms', value: first.ended - first.clicked },
      {
        what: `${title}: rebuild after an edit`,
        unit: 'ms',
        value: median(times.map(({ page }) => page)),
        native: median(times.map(({ native }) => native)),
        limit,
      },
      ...(memory === undefined
        ? []
        : [{ what: `${title}: peak memory of the page`, unit: 'bytes' as const, value: memory }]),
    ];
  } finally {
    await playground.close();
    await native.remove();
  }
}

/** The same edit and build on both sides, one after the other, so that both meet the same machine. */
async function rebuildBoth(
  playground: Playground,
  native: NativeProject,
): Promise<{ page: number; native: number }> {
  await native.edit('1');
  const natively = await native.build();
  await playground.edit('1');
  const { clicked, ended, sha256 } = await playground.build();
  if (sha256 !== natively.sha256) throw new Error("after an edit: other bytes than native go's");
  return { page: ended - clicked, native: natively.took };
}
