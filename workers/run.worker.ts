// The run worker's entry: one run of a wasip1 program, which sees nothing but what it is given.
import type { Listener } from './protocol/listener.ts';
import type { RunCalls, RunEvent, RunRequest } from './protocol/run.ts';
import { expose } from 'comlink';
import { telling } from './telling.ts';
import { emptyRoot } from './process/root.ts';
import { ProcessTable } from './process/process.ts';
import { inputOf, OutputStream } from './wasi/descriptors.ts';
import { Errno } from './wasi/errno.ts';
import { RegularFile } from './wasi/regular-file.ts';

/** Bytes of output that go to the page at once, and the longest they wait, in milliseconds. */
const batch = { bytes: 32 << 10, milliseconds: 50 };

/** Gathers small writes, so that a program printing in a loop does not drown the page in messages. */
class OutputBatch {
  #stream: 'stdout' | 'stderr' = 'stdout';
  #chunks: Uint8Array[] = [];
  #length = 0;
  #since = 0;

  constructor(readonly onEvent: (event: RunEvent) => void) {}

  add(stream: 'stdout' | 'stderr', bytes: Uint8Array): void {
    if (stream !== this.#stream) this.flush();
    if (this.#length === 0) this.#since = performance.now();
    this.#stream = stream;
    this.#chunks.push(bytes.slice());
    this.#length += bytes.length;
    if (this.#length >= batch.bytes || performance.now() - this.#since >= batch.milliseconds) this.flush();
  }

  flush(): void {
    if (this.#length === 0) return;
    const bytes = new Uint8Array(this.#length);
    let offset = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, offset);
      offset += chunk.length;
    }
    this.#chunks = [];
    this.#length = 0;
    this.onEvent({ type: 'output', stream: this.#stream, bytes });
  }
}

/** Runs one program; the page terminates the worker afterwards. */
class RunWorker implements RunCalls {
  run({ bytes, argv, env, stdin, files }: RunRequest, listener: Listener<RunEvent>): void {
    const onEvent = telling(listener);
    const root = emptyRoot();
    root.put('/work/program', new RegularFile(bytes));
    for (const { path, content } of files) {
      root.put(
        `/work/${path}`,
        new RegularFile(typeof content === 'string' ? new TextEncoder().encode(content) : content),
      );
    }
    const output = new OutputBatch(onEvent);
    const stream = (name: 'stdout' | 'stderr') => new OutputStream((written) => output.add(name, written));
    const none = () => undefined;
    const processes = new ProcessTable({ root, tool: none, versionLine: none });
    const fds = [inputOf(stdin), stream('stdout'), stream('stderr')];
    try {
      const exitCode = processes.run({ path: '/work/program', argv, env, cwd: '/work', fds });
      output.flush();
      const [crash] = processes.crashes;
      onEvent(crash ? { type: 'crash', message: crash.message } : { type: 'exit', exitCode });
    } catch (thrown) {
      if (!(thrown instanceof Errno)) throw thrown;
      onEvent({ type: 'crash', message: 'this is no program that the page can run (ENOEXEC)' });
    }
  }
}

expose(new RunWorker());
