// Measures one program for every target that links, and comparing each binary with native Go's.
import { BuildMany } from '../build-many.ts';
import type { Case } from '../measurement.ts';
import { NativeProject } from '../native-project.ts';
import { Playground } from '../playground.ts';
import { readProgram } from '../programs.ts';

export const allTargets: Case = {
  name: 'all-targets',
  async run({ url, go, linkable }) {
    const program = readProgram('hello');
    const native = await NativeProject.open(go, program);
    const playground = await Playground.open(url);
    const title = `all ${linkable.length} targets`;
    try {
      await playground.untilRich();
      await playground.write(program.main);
      await playground.until('ready');
      const { first, again, natively } = await buildTwice(playground, native, linkable);
      const memory = await playground.peakMemory();
      return [
        { what: `${title}: first, packs fetched meanwhile`, unit: 'ms', value: first },
        { what: `${title}: after an edit`, unit: 'ms', value: again, native: natively, limit: 3 },
        ...(memory === undefined
          ? []
          : [{ what: `${title}: peak memory of the page`, unit: 'bytes' as const, value: memory }]),
      ];
    } finally {
      await playground.close();
      await native.remove();
    }
  },
};

/** Milliseconds of the first set, and of another after an edit, in the page and natively. Throws an Error for other bytes. */
async function buildTwice(
  playground: Playground,
  native: NativeProject,
  targets: readonly string[],
): Promise<{ first: number; again: number; natively: number }> {
  const many = new BuildMany(playground, targets);
  await many.open();
  await many.chooseAll();
  const first = await many.build();
  assertSame(first.sha256, (await buildNatively(native, targets)).sha256); // which fills native Go's cache

  await many.close();
  await playground.edit('1');
  await native.edit('1');
  const natively = await buildNatively(native, targets);
  await many.open();
  const again = await many.build();
  assertSame(again.sha256, natively.sha256);
  return { first: first.took, again: again.took, natively: natively.took };
}

/** SHA-256 by name of the target. */
type Checksums = Record<string, string>;

/** As its users do it: one `go build` after the other, each of which uses all processors. */
async function buildNatively(
  native: NativeProject,
  targets: readonly string[],
): Promise<{ took: number; sha256: Checksums }> {
  let took = 0;
  const sha256: Checksums = {};
  for (const target of targets) {
    const [GOOS, GOARCH] = target.split('/');
    const built = await native.build({ GOOS, GOARCH });
    took += built.took;
    sha256[target] = built.sha256;
  }
  return { took, sha256 };
}

function assertSame(page: Checksums, native: Checksums): void {
  const different = Object.keys(native).filter((target) => page[target] !== native[target]);
  if (different.length > 0) throw new Error(`other bytes than native go's for ${different.join(', ')}`);
}
