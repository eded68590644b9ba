// This file is responsible for disassembling one function with the toolchain's own objdump.
import type { ToolRef } from '../toolchain/manifest.ts';
import { goEnvironment } from './environment.ts';
import { FetchSource } from './fetch-source.ts';
import { ProcessTable, toolFolder } from './process.ts';
import type { Disassembly, ObjdumpTool } from './protocol-objdump.ts';
import { emptyRoot } from './root.ts';
import { inputOf, OutputStream } from './wasi/descriptors.ts';
import { RegularFile } from './wasi/nodes.ts';

const modules = new Map<string, Promise<WebAssembly.Module>>();

/**
 * Runs `go tool objdump` on the functions that a regular expression of Go matches (regexp/syntax). The tool is
 * fetched the first time. Throws ToolchainFileError when it cannot be had.
 */
export async function disassemble(
  bytes: Uint8Array,
  { folder, ref }: ObjdumpTool,
  pattern: string,
): Promise<Disassembly> {
  const module = await fetched(folder, ref);
  const root = emptyRoot();
  root.put('/work/binary', new RegularFile(bytes));
  root.put(`${toolFolder}/objdump`, new RegularFile(new Uint8Array()));
  const printed: Uint8Array[] = [];
  const output = () => new OutputStream((part) => void printed.push(part.slice()));
  const processes = new ProcessTable({ root, tool: () => module, versionLine: () => undefined });
  const exitCode = processes.run({
    path: `${toolFolder}/objdump`,
    argv: ['objdump', '-s', pattern, '/work/binary'],
    env: goEnvironment,
    cwd: '/work',
    fds: [inputOf(new Uint8Array()), output(), output()],
  });
  return { exitCode, text: decoded(printed) };
}

function fetched(folder: string, ref: ToolRef): Promise<WebAssembly.Module> {
  const known = modules.get(ref.path);
  if (known) return known;
  const module = new FetchSource(folder).module(ref);
  modules.set(ref.path, module);
  module.catch(() => modules.delete(ref.path)); // The next call tries again.
  return module;
}

function decoded(parts: readonly Uint8Array[]): string {
  const decoder = new TextDecoder();
  return parts.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode();
}
