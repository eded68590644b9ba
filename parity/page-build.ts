// Builds a program with the page's toolchain, as its build worker does.
import type { ProjectFile } from '../src/project/file.ts';
import { DEFAULT_SETTINGS } from '../src/project/settings.ts';
import { runCommand } from '../workers/go/run-command.ts';
import { DiskSource } from '../workers/node/disk-source.ts';
import { emptyRoot } from '../workers/process/root.ts';
import { Toolchain } from '../workers/toolchain/toolchain.ts';
import type { BuildOutcome } from './outcome.ts';

/** A prepared release whose compiled tools are kept from one build to the next, and nothing else. */
export class PageGo {
  readonly #source: DiskSource;
  #modules = new Map<string, WebAssembly.Module>();

  /** `folder` is public/toolchain or one like it. Throws an Error when no toolchain is there. */
  constructor(folder: string) {
    this.#source = DiskSource.at(folder);
  }

  /** Builds in a fresh file system: its cache holds what the pack has. `target` is for example linux/amd64. */
  async build(target: string, files: ProjectFile[]): Promise<BuildOutcome> {
    const [goos = '', goarch = ''] = target.split('/');
    const toolchain = new Toolchain(this.#source.manifest(), this.#source, emptyRoot(), this.#modules);
    const command = { args: ['build', '.'], files, target: { goos, goarch }, settings: DEFAULT_SETTINGS };
    const result = await runCommand(toolchain, command, () => {});
    this.#modules = toolchain.modules;
    if (result.status === 'crash') throw new Error(`${target}: ${result.message}\n${result.output}`);
    const { exitCode } = result;
    const [binary] = result.files.flatMap((file) => (file.place === 'out' ? [file] : []));
    const output = result.output.replaceAll(temporary, '$WORK');
    return { exitCode, output, ...(binary && { binary: binary.bytes }) };
  }
}

/** go's own work folder ($WORK in `go build -x`). */
const temporary = /\/gotmp\/go-build\d+/g;
