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
  /** The npm script that it runs. */
  script: string;
  /**
   * What must be there: the prepared toolchain, or also the built page, at ANYPORT_URL. Steps that need neither run while
   * the toolchain is prepared.
   */
  needs?: 'toolchain' | 'page';
  /** Small ones run side by side. */
  isSmall?: true;
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

/** A smoke test in another browser. */
function smoke(name: string): Step {
  return { name, script: name, needs: 'page', isSmall: true, args: none, count: countNodeTest };
}

/** All checks, the quick ones first. */
export const steps: readonly Step[] = [
  { name: 'types', script: 'check', args: none, count: countExit },
  { name: 'lint', script: 'lint', args: none, count: countExit },
  { name: 'unit', script: 'unit', args: vitest, count: countVitest },
  // It needs native Go's cache of std, which preparation fills.
  { name: 'wasi', script: 'wasi', needs: 'toolchain', args: none, count: countLastLine },
  {
    name: 'conformance',
    script: 'conformance',
    needs: 'toolchain',
    args: () => ['--sample'],
    count: countLastLine,
  },
  { name: 'parity', script: 'parity', needs: 'toolchain', args: () => ['--jobs=2'], count: countParity },
  { name: 'oracle', script: 'oracle', needs: 'toolchain', args: vitest, count: countVitest },
  {
    name: 'e2e',
    script: 'e2e',
    needs: 'page',
    args: () => ['--workers=2', '--reporter=list,json'],
    env: (reportFile) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile }),
    count: countPlaywright,
  },
  smoke('firefox'),
  smoke('webkit'),
];
