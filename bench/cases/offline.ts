// Measures the first build of a later visit without a network, against one with it.
import type { Case } from '../measurement.ts';
import { medianVisit, Visitor, type Visit } from '../visits.ts';

/** Visits of each kind to take the median of. */
const count = 3;

export const offline: Case = {
  name: 'offline',
  async run(bench) {
    const visitor = await Visitor.open(bench);
    try {
      const [online, offline]: [Visit[], Visit[]] = [[], []];
      for (let i = 0; i < count; i++) {
        online.push(await visitor.comeBack());
        offline.push(await withoutNetwork(visitor));
      }
      const value = fromAddress(offline);
      const reference = fromAddress(online);
      return [
        { what: 'later visit: from address to binary', unit: 'ms', value: reference },
        { what: 'later visit, offline: from address to binary', unit: 'ms', value, limit: 1.5 * reference },
      ];
    } finally {
      await visitor.close();
    }
  },
};

function fromAddress(visits: readonly Visit[]): number {
  const { untilReady, untilBuilt } = medianVisit(visits);
  return untilReady + untilBuilt;
}

/** Throws an Error when anything came over the wire all the same. */
async function withoutNetwork(visitor: Visitor): Promise<Visit> {
  const { traffic } = visitor.playground;
  await traffic.cut(true);
  const before = traffic.bytes;
  const visit = await visitor.comeBack();
  if (traffic.bytes !== before) throw new Error('the network was not cut');
  await traffic.cut(false);
  return visit;
}
