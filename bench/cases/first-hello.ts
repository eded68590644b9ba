// This file is responsible for measuring the way from an address to a binary, with nothing in the browser's cache.
import type { Case } from '../measurement.ts';
import { Playground } from '../playground.ts';

export const firstHello: Case = {
  name: 'first-hello',
  async run({ url }) {
    const playground = await Playground.open(url);
    try {
      const { ended } = await playground.build();
      await playground.untilRich();
      const assembler = playground.traffic.urls.find((url) => /\/asm\.[^/]*$/.test(url));
      if (assembler) throw new Error(`nothing assembles, and yet the page fetched ${assembler}`);
      return [
        { what: 'first hello: from address to binary', unit: 'ms', value: ended },
        { what: 'first hello: over the wire', unit: 'bytes', value: playground.traffic.bytes, limit: 30e6 },
      ];
    } finally {
      await playground.close();
    }
  },
};
