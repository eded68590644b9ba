// What the page and the frame of a js/wasm program tell each other through their one port.

/** From the page. */
export type FrameRequest =
  /** The frame keeps its thread busy for so many milliseconds, then answers. */
  | { type: 'probe'; milliseconds: number }
  | {
      type: 'run';
      /** Whether the program gets the frame's document; if not, a worker of the frame. */
      hasStage: boolean;
      /** The release's wasm_exec.js. */
      exec: string;
      program: Uint8Array<ArrayBuffer>;
      argv: string[];
      /** NAME=value. */
      env: string[];
    }
  /** More standard input; empty for its end. */
  | { type: 'input'; bytes: Uint8Array };

/** From the frame. */
export type FrameEvent =
  | { type: 'probed' }
  | { type: 'output'; stream: 'stdout' | 'stderr'; bytes: Uint8Array }
  | { type: 'exit'; exitCode: number }
  | { type: 'crash'; message: string };
