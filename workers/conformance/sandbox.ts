// Runs one wasip1 program in our process host, on a tree that lies in memory.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ProcessTable } from '../process/process.ts';
import { inputOf, OutputStream } from '../wasi/descriptors.ts';
import { Folder } from '../wasi/folder.ts';
import type { Node } from '../wasi/node.ts';
import { NullDevice } from '../wasi/null-device.ts';
import { RegularFile } from '../wasi/regular-file.ts';

/** One run. */
export interface Run {
  module: Uint8Array;
  argv: string[];
  env: string[];
  cwd: string;
  stdin?: string;
  /** What the program sees as "/"; /program, /tmp and /dev/null are added. */
  root: Folder;
}

/** How a run ended. */
export interface RunEnd {
  exitCode: number;
  stdout: string;
  stderr: string;
  /** A trap or a bug of the host. */
  crash: string | undefined;
}

/** Runs the program to its end. */
export function runProgram({ module, argv, env, cwd, stdin = '', root }: Run): RunEnd {
  root.folder('tmp');
  root.put('dev/null', new NullDevice());
  root.put('program', new RegularFile(module));
  const none = () => undefined;
  const processes = new ProcessTable({ root, tool: none, versionLine: none });
  const [stdout, stderr] = [new Collected(), new Collected()];
  const fds = [inputOf(new TextEncoder().encode(stdin)), stdout.stream, stderr.stream];
  const exitCode = processes.run({ path: '/program', argv, env, cwd, fds });
  return { exitCode, stdout: stdout.text, stderr: stderr.text, crash: processes.crashes[0]?.message };
}

class Collected {
  #chunks: Uint8Array[] = [];
  readonly stream = new OutputStream((bytes) => void this.#chunks.push(bytes.slice()));

  get text(): string {
    return Buffer.concat(this.#chunks).toString();
  }
}

/** A real folder, read when first looked into; what a program changes in it stays in memory. */
export class MirroredFolder extends Folder {
  #entries: Map<string, Node> | undefined;

  constructor(readonly path: string) {
    super(statSync(path, { bigint: true }).mtimeNs);
  }

  override get entries(): Map<string, Node> {
    return (this.#entries ??= new Map(readdirSync(this.path).map((name) => [name, this.#mirror(name)])));
  }

  #mirror(name: string): Node {
    const path = join(this.path, name);
    const stats = statSync(path, { bigint: true });
    if (stats.isDirectory()) return new MirroredFolder(path);
    return RegularFile.lazy(Number(stats.size), () => new Uint8Array(readFileSync(path)), stats.mtimeNs);
  }
}
