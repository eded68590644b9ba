// Prepared files that a web server has: fetching, counting, verifying, decompressing.
import { faultOf, ToolchainError, type ToolchainFault } from '../../src/project/toolchain-error.ts';
import { gunzipSync } from 'fflate';
import type { FileRef, ToolRef } from '../../toolchain/manifest.ts';
import { keepFile, keptFile } from '../storage/kept-files.ts';
import { type OnBytes, type ToolchainSource } from './source.ts';

/** Fetches from the folder of one release; `base` is its URL, with a slash at the end. */
export class FetchSource implements ToolchainSource {
  /** `onNotKept` is told when the browser refuses to keep a file for use without a network. */
  constructor(
    readonly base: string,
    readonly onNotKept?: () => void,
  ) {}

  async read(ref: FileRef, onBytes?: OnBytes): Promise<Uint8Array> {
    const take = (response: Response, onPart?: OnBytes) => collectCounted(ref, response, onPart);
    return decompressed(ref, await this.#verified(ref, take, onBytes));
  }

  /**
   * compileStreaming compiles while the bytes arrive, and only its result gets into the browser's code cache
   * (https://v8.dev/blog/wasm-code-caching); progress and hash are taken from a clone of the response.
   */
  async module(ref: ToolRef, onBytes?: OnBytes): Promise<WebAssembly.Module> {
    let streamed: Promise<WebAssembly.Module | undefined> | undefined;
    const take = (response: Response, onPart?: OnBytes) => {
      const copy = response.clone();
      streamed = WebAssembly.compileStreaming(response).catch(() => undefined);
      const scale = ref.gzipSize / ref.size;
      return collect(copy, ref.size, onPart && ((count) => onPart(count * scale)));
    };
    const bytes = await this.#verified(ref, take, onBytes);
    // A host that labels .wasm wrongly makes compileStreaming refuse; the bytes are right all the same.
    return (await streamed) ?? WebAssembly.compile(bytes);
  }

  /** Only the size is checked: crypto.subtle has no synchronous digest. */
  readSync(ref: FileRef): Uint8Array {
    const bytes = this.#fetchSync(ref);
    return isContent(ref, bytes) ? bytes : gunzipSync(bytes);
  }

  moduleSync(ref: ToolRef): WebAssembly.Module {
    return new WebAssembly.Module(this.#fetchSync(ref));
  }

  /** Where a file is. */
  url(ref: FileRef): URL {
    return new URL(ref.path, this.base);
  }

  /** Fetches, verifies and keeps a file that is not kept yet. Resolves false when the browser refuses to keep it. */
  async fetchAhead(ref: FileRef, onBytes?: OnBytes): Promise<boolean> {
    const url = this.url(ref);
    if (await keptFile(url)) return true;
    const bytes = await this.#checked(ref, fetch(url), (response) => collectCounted(ref, response, onBytes));
    return keepFile(url, bytes);
  }

  #problem(ref: FileRef, fault: ToolchainFault): ToolchainError {
    return new ToolchainError({ file: this.url(ref).pathname, fault });
  }

  /**
   * Fetches and checks a file. Damaged content is asked for once more, past the browser's cache; what was kept before is
   * the last resort, so that all that was ever fetched works without a network. The HTTP cache comes first because only
   * what came through it gets into the browser's cache of compiled code.
   */
  async #verified(
    ref: FileRef,
    take: (response: Response, onPart?: OnBytes) => Promise<Uint8Array<ArrayBuffer>>,
    onBytes?: OnBytes,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const url = this.url(ref);
    const attempt = onBytes && countingOnce(onBytes);
    const check = (responding: Promise<Response>) => {
      const onPart = attempt?.();
      return this.#checked(ref, responding, (response) => take(response, onPart));
    };
    try {
      const bytes = await check(fetch(url)).catch(() => check(fetch(url, { cache: 'reload' })));
      void this.#keep(url, bytes);
      return bytes;
    } catch (problem) {
      const kept = await keptFile(url);
      if (!kept) throw navigator.onLine ? problem : this.#problem(ref, { code: 'not kept' });
      return check(Promise.resolve(kept));
    }
  }

  async #keep(url: URL, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (!(await keptFile(url)) && !(await keepFile(url, bytes))) this.onNotKept?.();
  }

  async #checked(
    ref: FileRef,
    responding: Promise<Response>,
    take: (response: Response) => Promise<Uint8Array<ArrayBuffer>>,
  ): Promise<Uint8Array<ArrayBuffer>> {
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      const response = await responding;
      if (!response.ok) throw this.#problem(ref, statusOf(response));
      bytes = await take(response);
    } catch (error) {
      throw error instanceof ToolchainError ? error : this.#problem(ref, faultOf(error));
    }
    const expected = isContent(ref, bytes) ? ref.content! : ref;
    if (bytes.length !== expected.size)
      throw this.#problem(ref, { code: 'size', came: bytes.length, expected: expected.size });
    const sha256 = await sha256Hex(bytes);
    if (sha256 !== expected.sha256)
      throw this.#problem(ref, { code: 'hash', came: sha256, expected: expected.sha256 });
    return bytes;
  }

  #fetchSync(ref: FileRef): Uint8Array<ArrayBuffer> {
    const request = new XMLHttpRequest();
    request.open('GET', this.url(ref), false);
    request.responseType = 'arraybuffer';
    try {
      request.send();
    } catch (error) {
      throw this.#problem(ref, faultOf(error));
    }
    if (request.status !== 200) throw this.#problem(ref, statusOf(request));
    const bytes = new Uint8Array(request.response as ArrayBuffer);
    const { size } = isContent(ref, bytes) ? ref.content! : ref;
    if (bytes.length !== size) throw this.#problem(ref, { code: 'size', came: bytes.length, expected: size });
    return bytes;
  }
}

function statusOf({ status, statusText }: Response | XMLHttpRequest): ToolchainFault {
  return { code: 'status', status, text: statusText };
}

/**
 * Whether these are the bytes that a file decompresses to: the host has sent its .br (toolchain/brotli.ts), which the
 * browser has decoded. Otherwise they are the gzip file itself (RFC 1952, section 2.3.1: it begins with 1F 8B).
 */
function isContent({ content }: FileRef, bytes: Uint8Array): boolean {
  return content !== undefined && !(bytes[0] === 0x1f && bytes[1] === 0x8b);
}

async function decompressed(ref: FileRef, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return isContent(ref, bytes) ? bytes : gunzip(bytes);
}

/** Collects; counts what travels, as far as it can be told from what the browser has decoded. */
function collectCounted(
  ref: FileRef,
  response: Response,
  onBytes?: OnBytes,
): Promise<Uint8Array<ArrayBuffer>> {
  const isDecoded = ref.content !== undefined && response.headers.get('Content-Encoding') === 'br';
  const scale = isDecoded ? ref.size / ref.content!.size : 1;
  return collect(response, ref.size, onBytes && ((count) => onBytes(count * scale)));
}

/** Counts each byte of a file once, however often it is asked for: the result is called at the start of each attempt. */
function countingOnce(onBytes: OnBytes): () => OnBytes {
  let told = 0;
  return () => {
    let counted = 0;
    return (count) => {
      counted += count;
      if (counted <= told) return;
      onBytes(counted - told);
      told = counted;
    };
  };
}

/** Lower-case hex SHA-256. */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Bytes of a file that is taken as a whole: its progress would not be seen. */
const smallFile = 256 * 1024;

async function collect(
  response: Response,
  size: number,
  onBytes?: OnBytes,
): Promise<Uint8Array<ArrayBuffer>> {
  if (size < smallFile) {
    const whole = new Uint8Array(await response.arrayBuffer());
    onBytes?.(whole.length);
    return whole;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body!.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value);
    length += part.value.length;
    onBytes?.(part.value.length);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Response(bytes).body!.pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
