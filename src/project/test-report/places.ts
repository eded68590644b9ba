// Where tests failed: lines of the project that output of tests names.
import type { Diagnostic } from '../diagnostic.ts';
import { isText, type ProjectFile } from '../file.ts';
import { testFunctions } from '../test-functions.ts';
import { nodesOf, type TestNode } from './report.ts';

/** `    add_test.go:12: message`, as package testing writes it (testing.common.decorate), after up to four blanks a level. */
const logged = /^ *([^\s:/]+\.go):(\d+): (.*)$/;

/** `\t/work/lib/add.go:12 +0x1d` or, with -trimpath, `\texample.com/hello/lib/add.go:12 +0x1d`: a line of a stack. */
const traced = /^\t(\S+\.go):(\d+)(?: \+0x[0-9a-f]+)?$/;

/**
 * The lines at which tests failed, with what they say: what a failed test logs, the first line of the project in the stack of a
 * panic, or, for one that says nothing of the kind (an example, a timeout), the test function itself.
 */
export function failures(
  packages: readonly TestNode[],
  files: readonly ProjectFile[],
  module: string,
): Diagnostic[] {
  return nodesOf(packages)
    .filter(({ status, children }) => status === 'fail' && children.every((child) => child.status !== 'fail'))
    .flatMap((node) => {
      const folder = folderOf(node.package, module);
      const said = loggedIn(node.errors || node.output, folder);
      if (said.length > 0) return said;
      const panicked = tracedIn(node.output, files, module);
      if (panicked) return [panicked];
      const itself = functionOf(node, files, folder);
      return itself ? [itself] : [];
    });
}

/** The folder of a package of the module, with a slash behind it unless it is the root. */
function folderOf(path: string, module: string): string {
  const below = path === module ? '' : path.startsWith(`${module}/`) ? path.slice(module.length + 1) : path;
  return below === '' ? '' : `${below.replace(/_test$/, '')}/`;
}

function loggedIn(output: string, folder: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const line of output.split('\n')) {
    const [, name, number, message] = logged.exec(line) ?? [];
    const last = found.at(-1);
    if (name !== undefined)
      found.push({ file: folder + name, line: Number(number), message: message ?? '', severity: 'error' });
    // The lines of a message after the first are set in by four blanks more.
    else if (last && line.startsWith('        ')) last.message += `\n${line.trimStart()}`;
  }
  return found;
}

function tracedIn(output: string, files: readonly ProjectFile[], module: string): Diagnostic | undefined {
  const lines = output.split('\n');
  const message = lines.find((line) => /^(panic|fatal error): /.test(line));
  if (message === undefined) return undefined;
  const paths = new Set(files.map(({ path }) => path));
  for (const line of lines) {
    const [, path = '', number] = traced.exec(line) ?? [];
    const file = path.replace(/^\/work\//, '').replace(module === '' ? /^/ : `${module}/`, '');
    if (paths.has(file)) return { file, line: Number(number), message, severity: 'error' };
  }
  return undefined;
}

function functionOf(
  { test, output }: TestNode,
  files: readonly ProjectFile[],
  folder: string,
): Diagnostic | undefined {
  const [wanted] = test.split('/');
  for (const file of files) {
    if (!isText(file) || !file.path.startsWith(folder) || file.path.slice(folder.length).includes('/'))
      continue;
    const found = testFunctions(file.path, file.content).find(({ name }) => name === wanted);
    if (found) return { file: file.path, line: found.line, message: output.trim(), severity: 'error' };
  }
  return undefined;
}
