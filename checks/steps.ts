// What is checked, in which order, and where each step's counts are read.
import {
  countExit,
  countLastLine,
  countParity,
  countNodeTest,
  countPlaywright,
  countVitest,
  type Counts,
  type Ended,
} from './counts.ts';

/** One of the checks that `npm test` runs. */
export interface Step {
  /** How it is named on the command line of `npm test`. */
  name: string;
  /** The npm script that it runs; a step whose script does not exist is not run. */
  script: string;
  /** Whether it needs the prepared toolchain, which is made before the first step when any of them does. */
  needsToolchain?: true;
  args: (reportFile: string) => string[];
  env?: (reportFile: string) => Record<string, string>;
  count: (ended: Ended) => Counts;
}

const none = () => [];
const vitest = (reportFile: string) => [
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${reportFile}`,
];

/** All checks, the quick ones first. */
export const steps: readonly Step[] = [
  { name: 'types', script: 'check', args: none, count: countExit },
  { name: 'lint', script: 'lint', args: none, count: countExit },
  { name: 'unit', script: 'unit', args: vitest, count: countVitest },
  { name: 'wasi', script: 'wasi', args: none, count: countLastLine },
  { name: 'parity', script: 'parity', needsToolchain: true, args: none, count: countParity },
  { name: 'oracle', script: 'oracle', needsToolchain: true, args: vitest, count: countVitest },
  {
    name: 'e2e',
    script: 'e2e',
    needsToolchain: true,
    args: () => ['--reporter=list,json'],
    env: (reportFile) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile }),
    count: countPlaywright,
  },
  { name: 'firefox', script: 'firefox', needsToolchain: true, args: none, count: countNodeTest },
];
