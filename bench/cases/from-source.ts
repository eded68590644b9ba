// Measures a build that no pack serves: the standard library is compiled in the page.
import type { Case } from '../measurement.ts';
import { NativeProject } from '../native-project.ts';
import { Playground } from '../playground.ts';
import { readProgram } from '../programs.ts';

/** Packs are made for the default, v1. */
const variant = { variable: 'GOAMD64', value: 'v3' };

export const fromSource: Case = {
  name: 'from-source',
  async run({ url, go }) {
    const program = readProgram('hello');
    const native = await NativeProject.open(go, program);
    const playground = await Playground.open(url);
    try {
      await playground.untilRich();
      await playground.write(program.main);
      await playground.until('ready');
      await playground.chooseVariant(variant.variable, variant.value);
      const { clicked, ended, sha256 } = await playground.build();
      const target = { GOOS: 'linux', GOARCH: 'amd64', [variant.variable]: variant.value };
      if (sha256 !== (await native.build(target)).sha256) throw new Error("other bytes than native go's");
      const what = `hello from source, ${variant.variable}=${variant.value}`;
      return [{ what, unit: 'ms', value: ended - clicked, limit: 20_000 }];
    } finally {
      await playground.close();
      await native.remove();
    }
  },
};
