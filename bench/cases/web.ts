// Measures builds of a program with net/http, html/template and encoding/json.
import type { Case } from '../measurement.ts';
import { measureRebuilds } from '../rebuilds.ts';

export const web: Case = {
  name: 'web',
  run: (bench) => measureRebuilds(bench, { program: 'web', title: 'net/http', limit: 2 }),
};
