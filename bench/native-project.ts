// This file is responsible for the same program built and rebuilt by native Go.
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tryGo, type NativeGo } from '../toolchain/go-command.ts';
import type { Program } from './programs.ts';

/** A program in a folder. Std is in the build cache already, as it is in the page's packs. */
export class NativeProject {
  private constructor(
    private readonly go: NativeGo,
    private readonly folder: string,
    private source: string,
  ) {}

  /** Writes the program and builds it once. */
  static async open(go: NativeGo, { goMod, main }: Program): Promise<NativeProject> {
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

  /** Builds for linux/amd64, the page's first target. Returns milliseconds. Throws an Error when go fails. */
  async build(): Promise<number> {
    const args = ['build', '-trimpath', '-buildvcs=false', '-o', `out${path.sep}`, '.'];
    const variables = { GOOS: 'linux', GOARCH: 'amd64' };
    const began = performance.now();
    const { exitCode, stderr } = await tryGo(this.go, args, { variables, cwd: this.folder });
    const took = performance.now() - began;
    if (exitCode !== 0) throw new Error(stderr);
    return took;
  }

  /** Of the latest binary. */
  async sha256(): Promise<string> {
    const out = path.join(this.folder, 'out');
    const [name = ''] = await readdir(out);
    return createHash('sha256')
      .update(await readFile(path.join(out, name)))
      .digest('hex');
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
