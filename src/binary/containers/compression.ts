// Unpacks what one file was compressed to: gzip, deflate and zstd by libraries, the rest by decoders of this folder.
import { Gunzip, Inflate } from 'fflate';
import type { Unpacked } from './contained-file.ts';
import { LzmaError } from './lzma.ts';
import { FilterError } from './xz-filters.ts';
import type { SkipReason } from './skipped.ts';
import { LimitError, type Budget } from './budget.ts';

/** Sink takes what comes out. It throws a LimitError to stop. */
type Sink = (chunk: Uint8Array) => void;

/** Decompressor gives all bytes to a sink, in order. Rejects with an error of its library for broken input. */
export type Decompressor = (bytes: Uint8Array, sink: Sink, step?: number) => Promise<void>;

/** Bytes that are fed at once: a step of a bomb gives a thousand times as much. */
const wholeStep = 1 << 18;
const headStep = 1 << 9;

function stepwise(bytes: Uint8Array, step: number, push: (part: Uint8Array, isLast: boolean) => void): void {
  for (let at = 0; at < bytes.length; at += step)
    push(bytes.subarray(at, at + step), at + step >= bytes.length);
}

/** RFC 1952; several members follow one another as one file. */
export const gunzip: Decompressor = async (bytes, sink, step = wholeStep) => {
  const stream = new Gunzip(sink);
  stepwise(bytes, step, (part, isLast) => stream.push(part, isLast));
};

/** RFC 1951, as zip has it. */
export const inflate: Decompressor = async (bytes, sink, step = wholeStep) => {
  const stream = new Inflate(sink);
  stepwise(bytes, step, (part, isLast) => stream.push(part, isLast));
};

/** RFC 8878; the library is loaded when the first such file comes. */
export const unzstd: Decompressor = async (bytes, sink, step = wholeStep) => {
  const { Decompress } = await import('fzstd');
  const stream = new Decompress(sink);
  stepwise(bytes, step, (part, isLast) => stream.push(part, isLast));
};

/** unpack collects what comes out. Throws a LimitError of the budget. */
export async function unpack(decompress: Decompressor, bytes: Uint8Array, budget: Budget): Promise<Unpacked> {
  const chunks: Uint8Array[] = [];
  try {
    await decompress(bytes, (chunk) => {
      budget.spend(chunk.length);
      chunks.push(chunk);
    });
  } catch (error) {
    if (error instanceof LimitError) throw error;
    return { bytes: concatenated(chunks), problem: failureOf(error) };
  }
  return { bytes: concatenated(chunks) };
}

/** In the words of fflate and fzstd, and by the errors of this room. */
function failureOf(error: unknown): SkipReason {
  if (error instanceof LzmaError)
    return error.problem === 'cut' ? { code: 'cut' } : { code: 'damaged', message: 'LZMA' };
  if (error instanceof FilterError) return { code: 'method', method: 'xz with a filter' };
  const message = error instanceof Error ? error.message : String(error);
  return /unexpected EOF/i.test(message) ? { code: 'cut' } : { code: 'damaged', message };
}

class Enough extends Error {}

const headSize = 512;

/** unpackHead gives the first bytes that come out, 512 at least when there are as many; none for broken input. Throws a LimitError. */
export async function unpackHead(
  decompress: Decompressor,
  bytes: Uint8Array,
  budget: Budget,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const take = (chunk: Uint8Array) => {
    budget.spend(chunk.length);
    chunks.push(chunk);
    size += chunk.length;
    if (size >= headSize) throw new Enough();
  };
  try {
    await decompress(bytes, take, headStep);
  } catch (error) {
    if (error instanceof LimitError) throw error;
    // Enough, or damaged: what came out is told.
  }
  return concatenated(chunks);
}

/** concatenated puts parts one after another. */
export function concatenated(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
