// What tests gave, as a tree: packages, tests, subtests, examples and benchmarks.
import type { TestEvent } from './event.ts';

/** How a test stands. 'none': a package without test files, or a benchmark that was listed only. */
export type TestStatus = 'running' | 'pass' | 'fail' | 'skip' | 'none';

/** A package, or something in it that go test runs. */
export interface TestNode {
  /** Import path of the package. */
  package: string;
  /** Full name within the package, subtests with slashes; empty for the package itself. */
  test: string;
  /** What the row says: the import path, or the last part of the name. */
  name: string;
  status: TestStatus;
  /** Seconds; undefined while it runs. */
  elapsed: number | undefined;
  /** Whether go has kept the result of an earlier run, and did not run it now. */
  isCached: boolean;
  /** Its own output, without that of subtests, and without the frame that package testing prints. */
  output: string;
  /** What it says when it fails, when the release tells that from other output. */
  errors: string;
  children: readonly TestNode[];
}

/** How many tests, examples and fuzz tests ended how: leaves only, so that nothing counts twice. */
export type TestCounts = Record<'pass' | 'fail' | 'skip', number>;

/** A node while it is filled. */
interface Growing extends Omit<TestNode, 'children'> {
  children: Map<string, Growing>;
}

const ended = new Set(['pass', 'fail', 'skip', 'bench']);

/** What package testing prints around tests; older releases do not mark it. */
const frame =
  /^(=== (RUN|PAUSE|CONT|NAME)\b|\s*--- (PASS|FAIL|SKIP|BENCH): |(PASS|FAIL)$|(ok|FAIL) *\t|\? {3}\t)/;

/** Gathers the events of one `go test -json`. */
export class TestReport {
  readonly #packages = new Map<string, Growing>();
  /** Messages of builds that failed, by the package as go names it there. */
  readonly #builds = new Map<string, string>();

  add(event: TestEvent): void {
    if (event.action === 'build-output') this.#addBuild(event);
    else if (event.action !== 'build-fail') this.#addTo(this.#node(event), event);
  }

  /** The tree as it is now: plain values, which stay as they are. */
  get packages(): TestNode[] {
    return [...this.#packages.values()].map((node) => this.#frozen(node));
  }

  #addBuild({ package: path, output = '' }: TestEvent): void {
    this.#builds.set(path, (this.#builds.get(path) ?? '') + output);
  }

  #addTo(node: Growing, { action, elapsed, output, outputType, test }: TestEvent): void {
    if (ended.has(action)) {
      if (!test) endRunning(node, action === 'fail' ? 'fail' : 'pass');
      // A package whose tests were all left out, or that has none, is skipped.
      if (node.status !== 'none') node.status = action === 'bench' ? 'pass' : (action as TestStatus);
      node.elapsed = elapsed;
    } else if (action === 'output' && output !== undefined) {
      if (!test && /^(ok|FAIL)\s.*\t\(cached\)/.test(output)) node.isCached = true;
      if (!test && /\[no test files\]$/m.test(output)) node.status = 'none';
      if (outputType === 'error' || outputType === 'error-continue') node.errors += output;
      const isFrame = outputType === undefined ? frame.test(output) : outputType === 'frame';
      if (!isFrame) node.output += output;
    }
  }

  #node({ package: path, test = '' }: TestEvent): Growing {
    let node = this.#packages.get(path) ?? growing(path, '', path);
    this.#packages.set(path, node);
    const parts = test === '' ? [] : test.split('/');
    for (const [i, part] of parts.entries()) {
      const next = node.children.get(part) ?? growing(path, parts.slice(0, i + 1).join('/'), part);
      node.children.set(part, next);
      node = next;
    }
    return node;
  }

  #frozen({ children, ...node }: Growing): TestNode {
    const built = node.test === '' ? this.#messagesOf(node.package) : '';
    return {
      ...node,
      output: built + node.output,
      children: [...children.values()].map((each) => this.#frozen(each)),
    };
  }

  #messagesOf(path: string): string {
    const own = [...this.#builds].filter(([name]) => name === path || name.startsWith(`${path} [`));
    return own.map(([, text]) => text).join('');
  }
}

/** With a package ends what is in it: of benchmarks go tells no end. */
function endRunning(node: Growing, status: TestStatus): void {
  for (const child of node.children.values()) {
    if (child.status === 'running') child.status = status;
    endRunning(child, status);
  }
}

function growing(path: string, test: string, name: string): Growing {
  const facts = { status: 'running', elapsed: undefined, isCached: false, output: '', errors: '' } as const;
  return { package: path, test, name, ...facts, children: new Map() };
}

/** Every node of some trees, parents first. */
export function nodesOf(nodes: readonly TestNode[]): TestNode[] {
  return nodes.flatMap((node) => [node, ...nodesOf(node.children)]);
}

/** How the tests ended. A package that did not build, or failed outside its tests, counts as one that failed. */
export function countsOf(packages: readonly TestNode[]): TestCounts {
  const counts = { pass: 0, fail: 0, skip: 0 };
  for (const { status, children, test } of nodesOf(packages)) {
    const isLeaf =
      children.length === 0 || (status === 'fail' && children.every((child) => child.status !== 'fail'));
    if (isLeaf && (test !== '' || status === 'fail') && status in counts)
      counts[status as keyof TestCounts]++;
  }
  return counts;
}

/** What failed and can be run again alone: the deepest failed tests, by package. */
export function failedTests(packages: readonly TestNode[]): Map<string, string[]> {
  const failed = nodesOf(packages).filter(
    ({ status, children }) => status === 'fail' && children.every((child) => child.status !== 'fail'),
  );
  const byPackage = new Map<string, string[]>();
  for (const { package: path, test } of failed)
    byPackage.set(path, [...(byPackage.get(path) ?? []), ...(test === '' ? [] : [test])]);
  return byPackage;
}
