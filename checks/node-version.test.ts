// Checks that every installed package runs on the oldest Node that this repository names.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Installed {
  name: string;
  version: string;
  engines: { node: string };
}

/** Packages in node_modules that refuse a version of Node (docs.npmjs.com/cli/using-npm/dependency-selectors). */
function refusing(node: string): Installed[] {
  const engines = ':attr(engines, [node])';
  const query = `${engines}:not(:semver(${node}, ${engines}))`;
  // npm is a script on Windows, which only a shell can start.
  const options = { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' } as const;
  return JSON.parse(execFileSync('npm', ['query', query], options)) as Installed[];
}

it('every package runs on the Node that package.json and README.md name', { timeout: 120_000 }, () => {
  const { engines } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
    engines: { node: string };
  };
  const oldest = /^>=(\d+\.\d+)$/.exec(engines.node)?.[1];
  expect(readFileSync(`${root}README.md`, 'utf8')).toContain(`Node ${oldest} or later`);
  const refused = refusing(`${oldest}.0`).map(
    ({ name, version, engines }) => `${name} ${version}: ${engines.node}`,
  );
  expect(refused).toEqual([]);
});
