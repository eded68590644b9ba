// Measures the first build of a later visit, with the toolchain in the browser's HTTP cache.
import type { Case } from '../measurement.ts';
import { medianVisit, Visitor, type Visit } from '../visits.ts';

/** Visits to take the median of. */
const count = 3;

export const httpCache: Case = {
  name: 'http-cache',
  async run(bench) {
    const visitor = await Visitor.open(bench);
    try {
      const { traffic } = visitor.playground;
      const before = traffic.bytes;
      const visits: Visit[] = [];
      for (let i = 0; i < count; i++) visits.push(await visitor.comeBack());
      const { untilReady, untilBuilt, native } = medianVisit(visits);
      return [
        { what: 'later visit: page ready', unit: 'ms', value: untilReady },
        {
          what: 'later visit: from page ready to binary',
          unit: 'ms',
          value: untilBuilt,
          native,
          limit: 12,
          enough: 2000,
        },
        { what: 'later visit: over the wire', unit: 'bytes', value: (traffic.bytes - before) / count },
      ];
    } finally {
      await visitor.close();
    }
  },
};
