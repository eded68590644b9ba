// The same program built and rebuilt by native Go.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sha256 } from '../toolchain/content.ts';
import { tryGo, type GoVariables, type NativeGo } from '../toolchain/go-command.ts';
import type { BenchProgram } from './programs.ts';

/** One build. */
export interface NativeBuild {
  /** Milliseconds. */
  took: number;
  /** Of the binary. */
  sha256: string;
}

/** The page's first target. */
const firstTarget = { GOOS: 'linux', GOARCH: 'amd64' };

/** A program in a folder. Std is in the build cache already, as it is in the page's packs. */
export class NativeProject {
  private constructor(
    private readonly go: NativeGo,
    private readonly folder: string,
    private source: string,
  ) {}

  /** Writes the program and builds it once. */
  static async open(go: NativeGo, { goMod, main }: BenchProgram): Promise<NativeProject> {
    const folder = await mkdtemp(path.join(tmpdir(), 'anyport-bench-'));
    await writeFile(path.join(folder, 'go.mod'), goMod);
    const project = new NativeProject(go, folder, main);
    await project.edit('');
    await project.build();
    return project;
  }

  /** Puts a character before the last line feed. */
  async edit(character: string): Promise<void> {
    this.source = `${this.source.slice(0, -1)}${character}\n`;
    await writeFile(path.join(this.folder, 'main.go'), this.source);
  }

  /** Builds for a target, with GOAMD64 and the like where given. Throws an Error when go fails. */
  async build(variables: GoVariables = firstTarget): Promise<NativeBuild> {
    const out = path.join(this.folder, 'out', Object.values(variables).join('_'));
    const args = ['build', '-trimpath', '-buildvcs=false', '-o', out + path.sep, '.'];
    const began = performance.now();
    const { exitCode, stderr } = await tryGo(this.go, args, { variables, cwd: this.folder });
    const took = performance.now() - began;
    if (exitCode !== 0) throw new Error(stderr);
    return { took, sha256: await sha256In(out) };
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

/** Of the only file in a folder. */
async function sha256In(folder: string): Promise<string> {
  const [name = ''] = await readdir(folder);
  return sha256(await readFile(path.join(folder, name)));
}
