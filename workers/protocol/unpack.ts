// What the page can ask of the unpack worker.
import type { Found } from '../../src/binary/containers/container.ts';

/** What the page can ask of the unpack worker. It is started for one file, and ending it is how one stops it. */
export interface UnpackCalls {
  /** The binaries in a container, see findBinaries; each with a buffer of its own, which is transferred. */
  unpack(source: Blob | Uint8Array): Promise<Found>;
}
