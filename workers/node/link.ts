// `npm run -s link -- DIR --targets linux/arm64,windows/amd64`: builds a project and prints the address that reproduces it.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { encodeLink, withRecord } from '../../src/link/link.ts';
import type { LinkedTarget } from '../../src/link/linked-project.ts';
import { partMarks } from '../../src/link/part-marks.ts';
import { targetLabel } from '../../src/project/target.ts';
import { settingFlags, settingsOf, targetsOf, withValues } from './build-settings.ts';
import { preparedRelease } from './disk-source.ts';
import { PageBuilds } from './page-builds.ts';
import { projectIn } from './project-folder.ts';
import { problemOf } from './problem.ts';

const usage = `usage: npm run -s link -- DIR --targets linux/arm64,windows/amd64
  --targets LIST     what to build for; a variant stands behind a colon: linux/amd64:v3, linux/arm:6
  --site URL         the page that shall open the link (http://localhost:5173/)
  --ldflags, --tags, --gcflags, --asmflags, --buildmode, --no-trimpath, --goexperiment, --gofips140
                     the settings of the build, as in the page
`;

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: withValues(args),
    allowPositionals: true,
    options: {
      ...settingFlags,
      targets: { type: 'string' },
      site: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [folder, ...more] = positionals;
  if (values.help || folder === undefined || more.length > 0 || values.targets === undefined)
    throw new Error(usage);
  const { source, manifest } = preparedRelease();
  const files = projectIn(path.resolve(process.env['INIT_CWD'] ?? '.', folder));
  const settings = settingsOf(values);
  const asked = targetsOf(values.targets, manifest);
  // Refused before anything is built.
  encodeLink({ release: manifest.release, settings, files, targets: asked.map((target) => ({ target })) });
  const builds = new PageBuilds(source);
  const targets: LinkedTarget[] = [];
  for (const target of asked) {
    const built = await builds.build(files, target, settings);
    if ('output' in built) throw new Error(`${targetLabel(target)} was not built:\n${built.output}`);
    process.stderr.write(`${targetLabel(target)}  ${built.sha256}\n`);
    targets.push({ target, expected: { sha256: built.sha256, marks: partMarks(built.bytes) } });
  }
  const fragment = encodeLink(withRecord({ release: manifest.release, settings, files, targets }));
  const site = new URL(values.site ?? 'http://localhost:5173/');
  site.hash = fragment;
  process.stdout.write(`${site.href}\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${problemOf(error).trimEnd()}\n`);
  process.exitCode = 2;
}
