// The run worker's entry: one run of a wasip1 program, which sees nothing but what it is given.
import type { Listener } from './protocol/listener.ts';
import type { RunCalls, RunEnd, RunEvent, RunFile, RunRequest } from './protocol/run.ts';
import { expose } from 'comlink';
import { bytesOf } from '../src/project/file.ts';
import { OutputBatch, OutputLimit } from './output-batch.ts';
import { runProgram } from './process/program.ts';
import { emptyRoot } from './process/root.ts';
import { changesSince, stateOf, type TreeChange } from './process/tree-changes.ts';
import { RequestedInput } from './requested-input.ts';
import { SharedInput } from './shared-input.ts';
import { telling } from './telling.ts';
import { ArrivingInput } from './wasi/arriving-input.ts';
import { inputOf, OutputStream } from './wasi/descriptors.ts';
import { DiskQuota } from './wasi/disk-quota.ts';
import type { Folder } from './wasi/folder.ts';
import { RegularFile } from './wasi/regular-file.ts';
import { CallBatch } from './wasi/call-batch.ts';
import { CallTrace } from './wasi/trace.ts';
import { SuspendingInput } from './wasi/suspending-input.ts';

/** Where the project lies. */
const folder = '/work';

function rootWith({ files, limits }: RunRequest): Folder {
  const root = emptyRoot();
  for (const file of files) root.put(`${folder}/${file.path}`, new RegularFile(bytesOf(file)));
  root.limit(new DiskQuota(limits.disk));
  return root;
}

/** Runs one program; the page terminates the worker afterwards. */
class RunWorker implements RunCalls {
  #input: SuspendingInput | undefined;

  async run(request: RunRequest, listener: Listener<RunEvent>): Promise<RunEnd> {
    const tell = telling(listener);
    const root = rootWith(request);
    const before = stateOf(root);
    const output = new OutputBatch(request.limits.output, (stream, bytes) =>
      tell({ type: 'output', stream, bytes }),
    );
    const stream = (name: 'stdout' | 'stderr') => new OutputStream((written) => output.add(name, written));
    const calls = new CallBatch((told) => tell({ type: 'calls', calls: told }));
    const flush = () => {
      output.flush();
      calls.flush();
    };
    const stdin = this.#stdin(request, (isWaiting) => {
      if (isWaiting) flush();
      tell({ type: 'waiting', isWaiting });
    });
    const end = await this.#end(
      runProgram({
        bytes: request.bytes,
        argv: request.argv,
        env: request.env,
        cwd: request.cwd === '' ? folder : `${folder}/${request.cwd}`,
        fds: [stdin, stream('stdout'), stream('stderr')],
        root,
        memory: request.limits.memory,
        onIdle: flush,
        watch: request.isTraced
          ? (imports, { memory }) => new CallTrace(memory, (call) => calls.add(call)).watch(imports)
          : undefined,
      }),
    );
    flush();
    return { ...end, files: changesSince(before, root).map(fileOf) };
  }

  input(bytes: Uint8Array): void {
    this.#input?.push(bytes);
  }

  endInput(): void {
    this.#input?.end();
  }

  #stdin({ input }: RunRequest, onWaiting: (isWaiting: boolean) => void) {
    switch (input.kind) {
      case 'prepared':
        return inputOf(input.bytes);
      case 'request':
        return new ArrivingInput(new RequestedInput(input.url, onWaiting));
      case 'shared':
        return new ArrivingInput(new SharedInput(input.buffer, onWaiting));
      case 'suspend':
        this.#input = new SuspendingInput(onWaiting);
        return new ArrivingInput(this.#input);
    }
  }

  async #end(running: ReturnType<typeof runProgram>) {
    try {
      return await running;
    } catch (thrown) {
      if (thrown instanceof OutputLimit) return { status: 'limit', limit: 'output', memory: 0 } as const;
      throw thrown;
    }
  }
}

function fileOf(change: TreeChange): RunFile {
  const path = change.path.startsWith(`${folder}/`) ? change.path.slice(folder.length + 1) : change.path;
  if (change.change === 'removed') return { path, change: 'removed' };
  return { path, change: change.change, content: new Blob([change.bytes as Uint8Array<ArrayBuffer>]) };
}

expose(new RunWorker());
