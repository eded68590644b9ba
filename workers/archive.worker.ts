// The archive worker's entry: compresses files, which would hold the page up for seconds.
import { expose } from 'comlink';
import { packFiles } from '../src/export/archive.ts';
import { gzipSize } from '../src/export/compress.ts';
import type { ArchiveCalls } from './protocol/archive.ts';

const calls: ArchiveCalls = {
  pack: (format, files, time) => packFiles(format, files, new Date(time)),
  gzipSize,
};

expose(calls);
