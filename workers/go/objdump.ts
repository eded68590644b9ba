// Disassembles functions with the toolchain's own objdump.
import { listing } from '../../src/binary/go/listing.ts';
import type { GorootIndex, ToolRef } from '../../toolchain/manifest.ts';
import { goEnvironment } from './environment.ts';
import { FetchSource } from '../toolchain/fetch-source.ts';
import { ProcessTable, toolFolder } from '../process/process.ts';
import type { Disassembly, DisassemblyRequest, ObjdumpRelease } from '../protocol/inspect.ts';
import { mountProjectSources, mountStd, sourceFolder } from './objdump-sources.ts';
import { emptyRoot } from '../process/root.ts';
import { inputOf, OutputStream } from '../wasi/descriptors.ts';
import type { Folder } from '../wasi/folder.ts';
import { RegularFile } from '../wasi/regular-file.ts';

const binary = '/tmp/binary';

const modules = new Map<string, Promise<WebAssembly.Module>>();

/**
 * Runs `go tool objdump` on a binary that was built with a Go release (empty when it does not tell). Source text is shown
 * for the project's files, and for std when the release is the prepared one. The tool is fetched the first time. Throws
 * ToolchainError when it cannot be had.
 */
export async function disassemble(
  bytes: Uint8Array,
  goVersion: string,
  release: ObjdumpRelease,
  { pattern, files }: DisassemblyRequest,
): Promise<Disassembly> {
  const source = new FetchSource(release.folder);
  const module = await fetched(source, release.objdump);
  const root = emptyRoot();
  root.folder(sourceFolder);
  root.put(`${toolFolder}/objdump`, new RegularFile(new Uint8Array()));
  root.put(binary, new RegularFile(bytes));
  // One table for both runs: the second one borrows the memory of the first.
  const processes = new ProcessTable({ root, tool: () => module, versionLine: () => undefined });
  const plain = run(processes, ['-s', pattern, binary]);
  if (plain.exitCode !== 0) return { status: 'refused', complaint: plain.text };
  if (goVersion.split(' ')[0] === release.release) await mountStdOf(release, root, source);
  mountProjectSources(root, files);
  // With -S objdump prints the text in place of file and line: only both together tell all.
  const quoting = run(processes, ['-S', '-s', pattern, binary]);
  return { status: 'listed', lines: listing(plain.text, quoting.text) };
}

function run(processes: ProcessTable, args: string[]): { exitCode: number; text: string } {
  const printed: Uint8Array[] = [];
  const output = () => new OutputStream((part) => void printed.push(part.slice()));
  const exitCode = processes.run({
    path: `${toolFolder}/objdump`,
    argv: ['objdump', ...args],
    env: goEnvironment,
    cwd: sourceFolder,
    fds: [inputOf(new Uint8Array()), output(), output()],
  });
  return { exitCode, text: decoded(printed) };
}

/** Without a network the sources of std may not be there; the instructions are shown all the same. */
async function mountStdOf({ goroot }: ObjdumpRelease, root: Folder, source: FetchSource): Promise<void> {
  const index = await source.read(goroot).catch(() => undefined);
  if (index) mountStd(root, JSON.parse(new TextDecoder().decode(index)) as GorootIndex, source);
}

function fetched(source: FetchSource, ref: ToolRef): Promise<WebAssembly.Module> {
  const known = modules.get(ref.path);
  if (known) return known;
  const module = source.module(ref);
  modules.set(ref.path, module);
  module.catch(() => modules.delete(ref.path)); // The next call tries again.
  return module;
}

function decoded(parts: readonly Uint8Array[]): string {
  const decoder = new TextDecoder();
  return parts.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode();
}
