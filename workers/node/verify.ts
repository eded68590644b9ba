// `npm run -s verify -- ADDRESS|FILE`: builds what a link holds and tells for each target whether it is what the link promises.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { decodeLink } from '../../src/link/link.ts';
import { LinkError, type LinkedProject, type LinkedTarget } from '../../src/link/linked-project.ts';
import { verdictOn, type Verdict } from '../../src/link/verdict.ts';
import { bytesOf } from '../../src/project/file.ts';
import { requiredModules } from '../../src/project/go-mod.ts';
import { findFile } from '../../src/project/project.ts';
import { targetLabel } from '../../src/project/target.ts';
import { preparedRelease } from './disk-source.ts';
import { NativeBuilds } from './native-builds.ts';
import { PageBuilds, type LinkBuilder } from './page-builds.ts';
import { problemOf } from './problem.ts';

const usage = `usage: npm run -s verify -- ADDRESS|FILE
  --native     build with native go of the same release, not with the page's toolchain
  --modules    with --native: let go fetch the modules that go.mod requires
One line for each target: linux/arm64  SHA-256  match. The exit code is 0 when all match, 1 when not, 2 when that cannot be told.
`;

/** The link in an argument: an address, a fragment, or a file with one of them. */
function fragmentIn(argument: string): string {
  const file = path.resolve(process.env['INIT_CWD'] ?? '.', argument);
  const text = !argument.includes('#') && existsSync(file) ? readFileSync(file, 'utf8') : argument;
  return text.trim().replace(/^[^#]*#/, '');
}

function opened(argument: string): LinkedProject {
  const result = decodeLink(fragmentIn(argument));
  if ('problem' in result) throw new LinkError(result.problem);
  return result.project;
}

function builderFor({ release, files }: LinkedProject, native: boolean, modules: boolean): LinkBuilder {
  const goMod = findFile(files, 'go.mod');
  const required = goMod ? requiredModules(new TextDecoder().decode(bytesOf(goMod))) : [];
  const isVendored = findFile(files, 'vendor/modules.txt') !== undefined;
  if (required.length > 0 && !isVendored && !modules)
    throw new Error(
      `The link needs modules: ${required.map(({ path, version }) => `${path}@${version}`).join(', ')}. With --native --modules go fetches them.`,
    );
  if (native) return new NativeBuilds(release, modules);
  return new PageBuilds(preparedRelease(release).source);
}

async function line(
  builds: LinkBuilder,
  project: LinkedProject,
  { target, expected }: LinkedTarget,
): Promise<Verdict['is'] | 'failed'> {
  const { files, settings, release } = project;
  const label = targetLabel(target);
  const built = await builds.build(files, target, settings);
  if ('output' in built) {
    process.stdout.write(`${label}  ${expected?.sha256 ?? '-'}  failed\n`);
    process.stderr.write(built.output);
    return 'failed';
  }
  const verdict = verdictOn(project, expected, { ...built, release });
  process.stdout.write(`${label}  ${built.sha256}  ${verdict.is}\n`);
  if (verdict.is === 'mismatch') process.stderr.write(explanation(label, verdict, expected?.sha256));
  return verdict.is;
}

function explanation(
  label: string,
  { changed, parts }: Extract<Verdict, { is: 'mismatch' }>,
  expected = '',
): string {
  const inputs = changed.map((change) => (change.input === 'file' ? change.path : change.input));
  const differing = [...(parts?.headers ? ['headers'] : []), ...(parts?.sections ?? [])];
  return [
    `${label}: the link promises ${expected}`,
    ...(inputs.length > 0 ? [`  not what the promised binary was built from: ${inputs.join(', ')}`] : []),
    ...(differing.length > 0 ? [`  differs in: ${differing.join(', ')}`] : []),
    '',
  ].join('\n');
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { native: { type: 'boolean' }, modules: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  const [argument, ...more] = positionals;
  if (values.help || argument === undefined || more.length > 0) throw new Error(usage);
  if (values.modules && !values.native)
    throw new Error('--modules needs --native: the page’s toolchain fetches none yet.');
  const project = opened(argument);
  const builds = builderFor(project, values.native ?? false, values.modules ?? false);
  try {
    let matches = 0;
    for (const target of project.targets) if ((await line(builds, project, target)) === 'match') matches += 1;
    return matches === project.targets.length ? 0 : 1;
  } finally {
    builds.close();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${problemOf(error).trimEnd()}\n`);
  process.exitCode = 2;
}
