// The script of the frame in which a js/wasm program runs: an opaque origin that has nothing but what comes through one port.
import type { FrameEvent, FrameRequest } from '../../workers/protocol/frame.ts';

/** What the release's wasm_exec.js puts into the global scope. */
interface GoRuntime {
  argv: string[];
  env: Record<string, string>;
  exit: (code: number) => void;
  importObject: WebAssembly.Imports;
  run(instance: WebAssembly.Instance): Promise<void>;
}

type RunRequest = Extract<FrameRequest, { type: 'run' }>;
type InputRequest = Extract<FrameRequest, { type: 'input' }>;

/**
 * Runs a program in the scope it is called in, once wasm_exec.js is there; gives what takes its input. It uses nothing from
 * around it, because its text is also the script of the worker in which programs without a stage run.
 */
function hostProgram(request: RunRequest, tell: (event: FrameEvent) => void): (input: InputRequest) => void {
  type Callback = (error: Error | null, count?: number) => void;
  interface Read {
    buffer: Uint8Array;
    offset: number;
    length: number;
    callback: Callback;
  }
  const scope = globalThis as unknown as {
    fs: Record<string, unknown>;
    Go: new () => GoRuntime;
    console: Record<string, (...values: unknown[]) => void>;
  };
  const chunks: Uint8Array[] = [];
  const reads: Read[] = [];
  const batch = {
    chunks: [] as Uint8Array[],
    length: 0,
    stream: 'stdout' as 'stdout' | 'stderr',
    since: 0,
    told: 0,
  };
  let isInputEnded = false;

  const flush = () => {
    if (batch.length === 0) return;
    const bytes = new Uint8Array(batch.length);
    let at = 0;
    for (const chunk of batch.chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    batch.chunks = [];
    batch.length = 0;
    tell({ type: 'output', stream: batch.stream, bytes });
  };
  const write = (stream: 'stdout' | 'stderr', bytes: Uint8Array) => {
    if (stream !== batch.stream) flush();
    batch.stream = stream;
    batch.chunks.push(bytes.slice());
    batch.length += bytes.length;
    const now = performance.now();
    if (now - batch.since >= 40) {
      batch.since = now;
      batch.told = 0;
    }
    if (batch.told++ < 64 || batch.length >= 65_536) flush();
  };
  const serve = () => {
    while (reads.length > 0 && (chunks.length > 0 || isInputEnded)) {
      const { buffer, offset, length, callback } = reads.shift()!;
      const part = chunks[0]?.subarray(0, length) ?? new Uint8Array(0);
      buffer.set(part, offset);
      if (part.length === chunks[0]?.length) chunks.shift();
      else if (chunks[0]) chunks[0] = chunks[0].subarray(part.length);
      callback(null, part.length);
    }
  };
  const streamOf = (fd: number) => (fd === 2 ? 'stderr' : 'stdout');
  Object.assign(scope.fs, {
    writeSync(fd: number, bytes: Uint8Array) {
      write(streamOf(fd), bytes);
      return bytes.length;
    },
    write(
      fd: number,
      bytes: Uint8Array,
      offset: number,
      length: number,
      _position: null,
      callback: Callback,
    ) {
      write(streamOf(fd), bytes.subarray(offset, offset + length));
      callback(null, length);
    },
    read(
      fd: number,
      buffer: Uint8Array,
      offset: number,
      length: number,
      _position: null,
      callback: Callback,
    ) {
      if (fd !== 0) return callback(Object.assign(new Error('EBADF'), { code: 'EBADF' }));
      flush();
      reads.push({ buffer, offset, length, callback });
      serve();
    },
  });
  const text = (value: unknown): string => {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return value.stack ?? String(value);
    try {
      return JSON.stringify(value) ?? String(value);
    } catch {
      return String(value);
    }
  };
  for (const [name, stream] of [
    ['log', 'stdout'],
    ['info', 'stdout'],
    ['debug', 'stdout'],
    ['warn', 'stderr'],
    ['error', 'stderr'],
  ] as const)
    scope.console[name] = (...values) =>
      write(stream, new TextEncoder().encode(`${values.map(text).join(' ')}\n`));

  const end = (event: FrameEvent) => {
    flush();
    tell(event);
  };
  const crash = (error: unknown) => end({ type: 'crash', message: text(error) });
  addEventListener('error', (event) => crash((event as ErrorEvent).error ?? (event as ErrorEvent).message));
  addEventListener('unhandledrejection', (event) => crash((event as PromiseRejectionEvent).reason));
  setInterval(flush, 50);

  const go = new scope.Go();
  let exitCode = 0;
  go.argv = request.argv;
  go.env = Object.fromEntries(request.env.map((entry) => entry.split(/=(.*)/s).slice(0, 2)));
  go.exit = (code) => (exitCode = code);
  WebAssembly.instantiate(request.program, go.importObject)
    .then(({ instance }) => go.run(instance))
    .then(() => end({ type: 'exit', exitCode }), crash);

  return ({ bytes }) => {
    if (bytes.length === 0) isInputEnded = true;
    else chunks.push(bytes);
    serve();
  };
}

/** The script of a worker for a program without a stage. */
const workerScript = (exec: string) => `
${exec}
${hostProgram.toString()}
onmessage = ({ data, ports: [port] }) => {
  const input = ${hostProgram.name}(data, (event) => port.postMessage(event));
  port.onmessage = ({ data }) => input(data);
};`;

function blobUrl(script: string): string {
  return URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
}

function runInWorker(request: RunRequest, tell: (event: FrameEvent) => void): (input: InputRequest) => void {
  const worker = new Worker(blobUrl(workerScript(request.exec)));
  const { port1, port2 } = new MessageChannel();
  worker.onerror = ({ message }) => tell({ type: 'crash', message });
  port1.onmessage = ({ data }: MessageEvent<FrameEvent>) => tell(data);
  worker.postMessage(request, [port2]);
  return (input) => port1.postMessage(input);
}

/**
 * Takes peer connections away, which no policy forbids (webrtc 'block' is not implemented). A frame inside this one has an
 * origin of its own, so nothing can be fetched back from there.
 */
function forbidPeers(): void {
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'mozRTCPeerConnection', 'WebTransport'])
    Object.defineProperty(globalThis, name, { value: undefined, configurable: false, writable: false });
}

async function runOnStage(
  request: RunRequest,
  tell: (event: FrameEvent) => void,
): Promise<(input: InputRequest) => void> {
  const script = document.createElement('script');
  script.src = blobUrl(request.exec);
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
  script.remove();
  forbidPeers();
  return hostProgram(request, tell);
}

/** Serves one page through one port. */
function serve(port: MessagePort): void {
  const tell = (event: FrameEvent) => port.postMessage(event);
  let input: Promise<(input: InputRequest) => void> | undefined;
  port.onmessage = ({ data }: MessageEvent<FrameRequest>) => {
    if (data.type === 'probe') {
      const end = performance.now() + data.milliseconds;
      while (performance.now() < end);
      tell({ type: 'probed' });
    } else if (data.type === 'run') {
      const run = data.hasStage ? runOnStage : runInWorker;
      input ??= Promise.resolve(run(data, tell));
      input.catch((error: unknown) => tell({ type: 'crash', message: String(error) }));
    } else void input?.then((take) => take(data));
  };
}

// Outside a sandbox this document would have the site's origin: then it does nothing.
if (origin === 'null' && parent !== window) {
  addEventListener(
    'message',
    ({ source, ports: [port] }) => {
      if (source === parent && port) serve(port);
    },
    { once: true },
  );
}
