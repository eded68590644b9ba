// Builds projects as the page does, in memory: nothing of this machine is seen but the prepared toolchain.
import type { ProjectFile } from '../../src/project/file.ts';
import type { Settings } from '../../src/project/settings.ts';
import type { Target } from '../../src/project/target.ts';
import { runCommand } from '../go/run-command.ts';
import { emptyRoot } from '../process/root.ts';
import { Toolchain } from '../toolchain/toolchain.ts';
import type { DiskSource } from './disk-source.ts';

/** What a build gave: a binary, or what go printed instead. */
export type LinkedBuild = { bytes: Uint8Array; sha256: string } | { output: string };

/** Builds for one target after the other. */
export interface LinkBuilder {
  build(files: readonly ProjectFile[], target: Target, settings: Settings): Promise<LinkedBuild>;
  /** Frees what is on the disk. */
  close(): void;
}

/** Builds with the page's own toolchain. Environment and root are those of a build worker. */
export class PageBuilds implements LinkBuilder {
  readonly #source: DiskSource;
  #modules: [string, WebAssembly.Module][] = [];

  constructor(source: DiskSource) {
    this.#source = source;
  }

  async build(files: readonly ProjectFile[], target: Target, settings: Settings): Promise<LinkedBuild> {
    const toolchain = new Toolchain(this.#source.manifest(), this.#source, emptyRoot(), this.#modules);
    const result = await runCommand(toolchain, { args: ['build', '.'], files, target, settings }, () => {});
    this.#modules = [...toolchain.modules];
    if (result.status === 'crash') return { output: `${result.output}${result.message}\n` };
    const [binary] = result.files.flatMap((file) => (file.place === 'out' ? [file] : []));
    if (result.exitCode !== 0 || !binary) return { output: result.output || 'go gave no executable\n' };
    return { bytes: binary.bytes, sha256: binary.sha256 };
  }

  close(): void {}
}
