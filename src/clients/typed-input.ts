// What is typed for a program, on its way to the worker: by message, by answering requests, or through shared memory.
import { INPUT_HEADER, INPUT_PATH } from '../project/input-address.ts';
import type { InputTold, InputWanted } from '../../workers/protocol/input.ts';
import type { RunInput } from '../../workers/protocol/run.ts';
import { SharedInputWriter } from './shared-input.ts';

/**
 * How a program can wait for what is typed, the best way first: suspended by the browser; by requests to the service
 * worker; by shared memory, where the site is isolated; not at all.
 */
export type InputWay = 'suspend' | 'request' | 'shared' | 'none';

/** Where what is typed for one program goes. Whoever opens it closes it. */
export interface TypedInput {
  /** What the worker is told about it. */
  readonly input: RunInput;
  push(bytes: Uint8Array): void;
  end(): void;
  close(): void;
}

/** The best way in this browser, now: a service worker may come to control the page later. */
export async function inputWay(): Promise<InputWay> {
  if ('Suspending' in WebAssembly && 'promising' in WebAssembly) return 'suspend';
  if (await isAnswered()) return 'request';
  return globalThis.crossOriginIsolated ? 'shared' : 'none';
}

/** Opens the way for one program; `send` and `end` reach its worker by message. Undefined where nothing can be typed. */
export function openTypedInput(
  way: InputWay,
  worker: { send: (bytes: Uint8Array) => void; end: () => void },
): TypedInput | undefined {
  if (way === 'none') return undefined;
  if (way === 'shared') return new SharedInputWriter();
  if (way === 'request') return new AnsweredInput();
  return { input: { kind: 'suspend' }, push: worker.send, end: worker.end, close: () => {} };
}

/** Asks as a worker would: a service worker of an earlier version passes the question on to the host. */
async function isAnswered(): Promise<boolean> {
  if (!navigator.serviceWorker?.controller) return false;
  const probe = new AnsweredInput();
  try {
    const response = await fetch(`${probe.input.url}?from=0&wait=0`, { method: 'POST' });
    return response.headers.get(INPUT_HEADER) === 'again';
  } catch {
    return false;
  } finally {
    probe.close();
  }
}

/** A run's id that nobody can guess: 128 bits in hex. */
function newRunId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What was typed for one run, kept until the worker has it, and given to whoever asks with the run's id. */
class AnsweredInput implements TypedInput {
  readonly #run = newRunId();
  readonly input: Extract<RunInput, { kind: 'request' }> = {
    kind: 'request',
    url: new URL(INPUT_PATH + this.#run, document.baseURI).href,
  };
  /** All that was typed from byte `#begin` on. */
  #bytes = new Uint8Array(0);
  #begin = 0;
  #isEnded = false;
  #answer: (() => void) | undefined;

  constructor() {
    navigator.serviceWorker.addEventListener('message', this.#onMessage);
  }

  push(bytes: Uint8Array): void {
    if (this.#isEnded) return;
    const joined = new Uint8Array(this.#bytes.length + bytes.length);
    joined.set(this.#bytes);
    joined.set(bytes, this.#bytes.length);
    this.#bytes = joined;
    this.#answer?.();
  }

  end(): void {
    this.#isEnded = true;
    this.#answer?.();
  }

  close(): void {
    navigator.serviceWorker.removeEventListener('message', this.#onMessage);
    this.end();
  }

  readonly #onMessage = ({ data, ports }: MessageEvent<InputWanted>): void => {
    const [port] = ports;
    if (data?.type !== 'input-wanted' || !port || data.run !== this.#run) return;
    const tell = (told: InputTold) => port.postMessage(told);
    tell({ type: 'mine' });
    this.#answer?.(); // Whoever asked before has gone.
    this.#forget(data.from);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const answer = () => {
      clearTimeout(timer);
      if (this.#answer === answer) this.#answer = undefined;
      tell({ type: 'input', bytes: this.#bytes, isEnded: this.#isEnded });
    };
    this.#answer = answer;
    if (this.#bytes.length > 0 || this.#isEnded || data.wait === 0) answer();
    else timer = setTimeout(answer, data.wait);
  };

  /** The worker has what is before `from`. */
  #forget(from: number): void {
    const count = Math.min(Math.max(0, from - this.#begin), this.#bytes.length);
    this.#bytes = this.#bytes.slice(count);
    this.#begin += count;
  }
}
