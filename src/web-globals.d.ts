// The few globals of the web that page, workers and Node share, for the pure rooms, which compile without the DOM library.

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array, options?: { stream?: boolean }): string;
}

declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}

declare class ReadableStream<R = unknown> {
  constructor(source?: {
    pull?(controller: { enqueue(chunk: R): void; close(): void }): void | Promise<void>;
    start?(controller: { enqueue(chunk: R): void; close(): void }): void | Promise<void>;
  });
  getReader(): { read(): Promise<{ done: false; value: R } | { done: true; value?: undefined }> };
  pipeThrough<T>(transform: { readable: ReadableStream<T>; writable: unknown }): ReadableStream<T>;
}

declare class Blob {
  constructor(parts?: (Blob | string | Uint8Array<ArrayBuffer>)[], options?: { type?: string });
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
  slice(start?: number, end?: number): Blob;
  stream(): ReadableStream<Uint8Array<ArrayBuffer>>;
}

// eslint-disable-next-line no-var -- only var makes a property of globalThis
declare var crypto: {
  readonly subtle: { digest(algorithm: string, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> };
};

declare function btoa(data: string): string;

declare namespace WebAssembly {
  type Module = object;
}
