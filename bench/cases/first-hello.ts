// Measures the way from an address to a binary, with nothing in the browser's cache.
import type { Case } from '../measurement.ts';
import { Playground } from '../playground.ts';

export const firstHello: Case = {
  name: 'first-hello',
  async run({ url, brotli }) {
    const gzip = await firstBuild(url);
    await brotli.compress(gzip.urls);
    const br = await firstBuild(brotli.url);
    const wire = (encoding: string) => `first hello: over the wire, ${encoding}`;
    return [
      { what: 'first hello: from address to binary', unit: 'ms', value: gzip.ended },
      { what: wire('gzip'), unit: 'bytes', value: gzip.bytes, limit: 26e6 },
      { what: wire(`brotli ${brotli.quality}`), unit: 'bytes', value: br.bytes, limit: 21e6 },
      { what: 'then, to work without a network: gzip', unit: 'bytes', value: gzip.kept - gzip.bytes },
    ];
  },
};

/** `bytes` until the binary is there, `kept` until the page can do without its host. */
async function firstBuild(
  url: string,
): Promise<{ ended: number; bytes: number; kept: number; urls: string[] }> {
  const playground = await Playground.open(url);
  try {
    const { ended } = await playground.build();
    await playground.untilRich();
    const done = Date.now();
    await playground.untilKept();
    await playground.traffic.untilQuiet();
    const { urls, bytes: kept } = playground.traffic;
    const bytes = playground.traffic.bytesUntil(done);
    const assembler = urls.find((url) => /\/asm\.[^/]*$/.test(url));
    if (assembler) throw new Error(`nothing assembles, and yet the page fetched ${assembler}`);
    return { ended, bytes, kept, urls };
  } finally {
    await playground.close();
  }
}
