// Measures builds of a program that prints.
import type { Case } from '../measurement.ts';
import { measureRebuilds } from '../rebuilds.ts';

export const hello: Case = {
  name: 'hello',
  run: (bench) => measureRebuilds(bench, { program: 'hello', title: 'hello', limit: 2.5 }),
};
