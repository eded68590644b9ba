// Builds a program with the native Go of the release.
import type { ProjectFile } from '../src/project/file.ts';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tryGo, type NativeGo } from '../toolchain/go-command.ts';
import type { BuildOutcome } from './outcome.ts';

/** Builds in a folder of its own, with the flags that the page uses. `target` is for example linux/amd64. */
export async function buildNatively(
  go: NativeGo,
  target: string,
  files: ProjectFile[],
): Promise<BuildOutcome> {
  const [GOOS, GOARCH] = target.split('/');
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'anyport-native-')));
  const [project, out] = [path.join(folder, 'work'), path.join(folder, 'out')];
  try {
    await writeProject(project, files);
    await mkdir(out);
    const args = ['build', '-trimpath', '-buildvcs=false', '-o', out + path.sep, '.'];
    const { exitCode, stdout, stderr } = await tryGo(go, args, { variables: { GOOS, GOARCH }, cwd: project });
    const [name] = await readdir(out);
    const output = (stdout + stderr).replaceAll(folder, '').replaceAll(temporary, '$WORK');
    return { exitCode, output, ...(name !== undefined && { binary: await readFile(path.join(out, name)) }) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** go's own work folder ($WORK in `go build -x`). */
const temporary = /[^\s:"']*[/\\]go-build\d+/g;

async function writeProject(folder: string, files: ProjectFile[]): Promise<void> {
  for (const file of files) {
    const name = path.join(folder, file.path);
    await mkdir(path.dirname(name), { recursive: true });
    await writeFile(name, file.content);
  }
}
