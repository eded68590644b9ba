// Measures what each target after the first one fetches.
import type { Case, Measurement } from '../measurement.ts';
import { Playground } from '../playground.ts';

/** After linux/amd64, in this order: a later one finds what an earlier one shares with it. */
const targets = ['windows/arm64', 'darwin/arm64', 'linux/386'];

export const furtherTarget: Case = {
  name: 'further-target',
  async run({ url, brotli }) {
    const gzip = await buildEach(url);
    await brotli.compress(gzip.urls);
    const br = await buildEach(brotli.url);
    return [
      ...gzip.bytes.map((bytes, i) => measurement(targets[i]!, 'gzip', bytes, 7.5e6)),
      ...br.bytes.map((bytes, i) => measurement(targets[i]!, `brotli ${brotli.quality}`, bytes, 6e6)),
    ];
  },
};

function measurement(target: string, encoding: string, value: number, limit: number): Measurement {
  return { what: `then ${target}: over the wire, ${encoding}`, unit: 'bytes', value, limit };
}

/** Bytes over the wire for each of the targets. */
async function buildEach(url: string): Promise<{ bytes: number[]; urls: string[] }> {
  const playground = await Playground.open(url);
  const { traffic } = playground;
  try {
    await playground.build();
    await playground.untilRich();
    await playground.untilKept(); // the service worker asks for nothing more
    const bytes: number[] = [];
    for (const target of targets) {
      await traffic.untilQuiet();
      const before = traffic.bytes;
      await playground.choose(target);
      await playground.build();
      await traffic.untilQuiet();
      bytes.push(traffic.bytes - before);
    }
    return { bytes, urls: traffic.urls };
  } finally {
    await playground.close();
  }
}
