// Measures how long the page takes to be usable when nothing is in the browser's cache.
import { shellLimit, shellSize } from '../../checks/shell-size.ts';
import type { Case } from '../measurement.ts';
import { Playground } from '../playground.ts';

export const load: Case = {
  name: 'load',
  async run({ url }) {
    const playground = await Playground.open(url);
    try {
      const editable = await playground.until('editable');
      const ready = await playground.until('ready');
      await playground.traffic.untilQuiet();
      return [
        { what: 'load: source editable', unit: 'ms', value: editable },
        { what: 'load: toolchain ready', unit: 'ms', value: ready },
        { what: 'load: page shell', unit: 'bytes', value: await shellSize(url), limit: shellLimit },
        { what: 'load: over the wire', unit: 'bytes', value: playground.traffic.bytes },
      ];
    } finally {
      await playground.close();
    }
  },
};
