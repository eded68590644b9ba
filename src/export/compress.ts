// Compresses with fflate at one fixed level: browsers and systems compress each in their own way, this is the same everywhere.
import { Deflate, Gzip } from 'fflate';
import { piecesOf } from './archive-entry.ts';

const level = 6;
/** Compressed bytes that are gathered before the browser takes them, to memory or disk as it likes. */
const gathered = 4 << 20;

type Pieces = AsyncIterable<Uint8Array<ArrayBuffer>>;

/** The pieces in gzip's format (RFC 1952), with neither name nor time. */
export function gzip(pieces: Pieces): Promise<Blob> {
  const blob = new BlobWriter();
  return drain(new Gzip({ level, mtime: 0 }, (bytes) => blob.write(bytes)), pieces).then(() => blob.end());
}

/** The pieces as raw DEFLATE data (RFC 1951). */
export function deflate(pieces: Pieces): Promise<Blob> {
  const blob = new BlobWriter();
  return drain(new Deflate({ level }, (bytes) => blob.write(bytes)), pieces).then(() => blob.end());
}

/** Bytes of a file after gzip, the size that its own .gz has here; nothing is kept. */
export async function gzipSize(file: Blob): Promise<number> {
  let size = 0;
  await drain(new Gzip({ level, mtime: 0 }, (bytes) => (size += bytes.length)), piecesOf(file));
  return size;
}

async function drain(stream: Pick<Deflate, 'push'>, pieces: Pieces): Promise<void> {
  for await (const piece of pieces) if (piece.length > 0) stream.push(piece);
  stream.push(new Uint8Array(0), true);
}

/** Gathers bytes into one Blob, without ever having more than a few megabytes of them in this thread. */
class BlobWriter {
  #blobs: Blob[] = [];
  #pending: Uint8Array<ArrayBuffer>[] = [];
  #size = 0;

  write(bytes: Uint8Array<ArrayBuffer>): void {
    this.#pending.push(bytes);
    this.#size += bytes.length;
    if (this.#size >= gathered) this.#flush();
  }

  end(): Blob {
    this.#flush();
    return new Blob(this.#blobs);
  }

  #flush(): void {
    this.#blobs.push(new Blob(this.#pending));
    this.#pending = [];
    this.#size = 0;
  }
}
