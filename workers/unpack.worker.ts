// The unpack worker's entry: opens one container, however long that takes; it is ended to stop it and to have its memory back.
import { expose, transfer } from 'comlink';
import { findBinaries } from '../src/binary/containers/container.ts';
import type { UnpackCalls } from './protocol/unpack.ts';

const calls: UnpackCalls = {
  async unpack(source) {
    const bytes = source instanceof Blob ? new Uint8Array(await source.arrayBuffer()) : source;
    const found = await findBinaries(bytes);
    // Members are views of what is around them, which is not to travel along.
    const files = found.files.map((file) => ({ ...file, bytes: file.bytes.slice() }));
    return transfer(
      { ...found, files },
      files.map((file) => file.bytes.buffer),
    );
  },
};

expose(calls);
