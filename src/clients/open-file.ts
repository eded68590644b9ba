// Opens a file for inspection: itself, or the binaries in it, which another worker unpacks first.
import { transfer } from 'comlink';
import type { Skipped } from '../binary/containers/skipped.ts';
import type { OpenedFile } from '../../workers/protocol/inspect.ts';
import type { InspectClient } from './inspect-client.ts';
import { unpack } from './unpack-client.ts';

/** ContainerReport is what opening a container came upon. */
export interface ContainerReport {
  readonly name: string;
  /** How many files it has, those in containers within counted too. */
  readonly entries: number;
  readonly binaries: number;
  readonly skipped: readonly Skipped[];
}

/** What was opened, the container's report with it when it was one. */
export interface Opened {
  readonly files: readonly OpenedFile[];
  readonly container?: ContainerReport;
}

/**
 * Opens a file. One that holds no binary is open all the same, with its problem. Rejects with an AbortError when the signal
 * fires while a container is unpacked; nothing of it is open then.
 */
export async function openFile(
  client: InspectClient,
  name: string,
  source: Blob | Uint8Array,
  signal: AbortSignal,
): Promise<Opened> {
  const plain = await client.ask((worker) => worker.open(name, source));
  if (plain.length > 0) return { files: plain };
  const { files, entries, skipped } = await unpack(source, signal);
  const container = { name, entries, binaries: files.length, skipped };
  if (files.length === 0)
    return { files: await client.ask((worker) => worker.openAsItIs(name, source)), container };
  const buffers = files.map((file) => file.bytes.buffer as ArrayBuffer);
  const opened = await client.ask((worker) => worker.openFound(name, transfer(files, buffers)));
  return { files: opened, container };
}
