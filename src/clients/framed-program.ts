// The page side of a js/wasm program: a sandboxed frame of an opaque origin for each, removed to stop the program.
import type { FrameEvent, FrameRequest } from '../../workers/protocol/frame.ts';
import { untilAborted } from './until-aborted.ts';

/** What a js/wasm program is given. */
export interface FramedRun {
  program: Uint8Array<ArrayBuffer>;
  /** The release's own wasm_exec.js. */
  exec: string;
  argv: string[];
  env: string[];
  signal: AbortSignal;
  onOutput: (stream: 'stdout' | 'stderr', bytes: Uint8Array) => void;
  /**
   * Asked where the frame shares the page's thread, before the program starts: whether it is to have a document all the same.
   * A loop without an end would then block the page.
   */
  sharesThread: () => Promise<boolean>;
  /** Told before the program starts: whether it has a document to draw in. */
  onStage: (hasStage: boolean) => void;
}

/** How a program in a frame ended by itself. */
export type FramedEnd = { status: 'exit'; exitCode: number } | { status: 'crash'; message: string };

/** How long the frame is kept busy to find out whose thread it has, in milliseconds, and how often at most. */
const probe = { milliseconds: 60, times: 3 };

/**
 * A program in a frame. The frame loads when `element` is put into the document; it is removed when `ended` settles. A
 * program gets the frame's document as its stage where the frame has a thread of its own, or where sharing the page's was
 * agreed to; else it runs in a worker of the frame, without a document.
 */
export class FramedProgram {
  readonly element: HTMLIFrameElement;
  /** Rejects with an AbortError when the signal has fired. */
  readonly ended: Promise<FramedEnd>;
  readonly #channel = new MessageChannel();

  constructor(run: FramedRun) {
    this.element = document.createElement('iframe');
    this.element.sandbox.add('allow-scripts');
    this.element.src = './program-frame.html';
    this.element.referrerPolicy = 'no-referrer';
    this.ended = untilAborted(this.#run(run), run.signal).finally(() => this.#close());
    this.ended.catch(() => {}); // Whoever started it awaits it, perhaps later.
  }

  /** More standard input. */
  input(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#ask({ type: 'input', bytes });
  }

  /** Standard input ends after what was given. */
  endInput(): void {
    this.#ask({ type: 'input', bytes: new Uint8Array(0) });
  }

  async #run({ program, exec, argv, env, sharesThread, onOutput, onStage }: FramedRun): Promise<FramedEnd> {
    await new Promise((resolve) => this.element.addEventListener('load', resolve, { once: true }));
    // The frame's origin is opaque, so no other can be named; what goes there is a port and nothing else.
    this.element.contentWindow?.postMessage(undefined, '*', [this.#channel.port2]);
    const hasStage = (await this.#hasOwnThread()) || (await sharesThread());
    onStage(hasStage);
    return new Promise((resolve) => {
      this.#channel.port1.onmessage = ({ data }: MessageEvent<FrameEvent>) => {
        if (data.type === 'output') onOutput(data.stream, data.bytes);
        else if (data.type === 'exit') resolve({ status: 'exit', exitCode: data.exitCode });
        else if (data.type === 'crash') resolve({ status: 'crash', message: data.message });
      };
      this.#ask({ type: 'run', hasStage, exec, program, argv, env });
    });
  }

  /** Keeps the frame busy and watches whether the page stands still meanwhile. A page that stood still by chance is asked again. */
  async #hasOwnThread(): Promise<boolean> {
    for (let time = 0; time < probe.times; time++)
      if ((await this.#longestGap()) < 0.7 * probe.milliseconds) return true;
    return false;
  }

  #longestGap(): Promise<number> {
    const { port1, port2 } = new MessageChannel();
    let longest = 0;
    let last = performance.now();
    let isOver = false;
    port1.onmessage = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (!isOver) port2.postMessage(undefined);
    };
    port2.postMessage(undefined);
    return new Promise((resolve) => {
      this.#channel.port1.onmessage = () => {
        isOver = true;
        longest = Math.max(longest, performance.now() - last);
        resolve(longest);
      };
      this.#ask({ type: 'probe', milliseconds: probe.milliseconds });
    });
  }

  #ask(request: FrameRequest): void {
    this.#channel.port1.postMessage(request);
  }

  #close(): void {
    this.#channel.port1.close();
    this.element.remove();
  }
}
