// Has the page built and served while the specs run.
import { servePageUnderTest } from '../checks/page-under-test.ts';

/** Playwright's global setup; what it returns is the global teardown. With ANYPORT_URL set, the page there is tested instead. */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env['ANYPORT_URL']) return async () => {};
  const served = await servePageUnderTest();
  process.env['ANYPORT_URL'] = served.url; // The specs' processes inherit it.
  return () => served.close();
}
