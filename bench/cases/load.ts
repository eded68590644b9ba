// This file is responsible for measuring how long the page takes to be usable when nothing is in the browser's cache.
import type { Case } from '../measurement.ts';
import { Playground } from '../playground.ts';

export const load: Case = {
  name: 'load',
  async run({ url }) {
    const playground = await Playground.open(url);
    try {
      return [
        { what: 'load: source editable', unit: 'ms', value: await playground.until('editable') },
        { what: 'load: toolchain ready', unit: 'ms', value: await playground.until('ready') },
        { what: 'load: over the wire', unit: 'bytes', value: playground.traffic.bytes },
      ];
    } finally {
      await playground.close();
    }
  },
};
