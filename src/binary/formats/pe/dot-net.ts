// Reads what a .NET assembly says of its runtime: the CLR header and the metadata's version.
// ECMA-335, II.25.3.3 (CLI header) and II.24.2.1 (metadata root).
import type { DotNet } from '../../program-facts.ts';
import { readStruct } from '../../read/layout.ts';
import type { PeFile } from './file.ts';
import { clrHeader } from './layout.ts';

const clrDirectory = 14;
const COMIMAGE_FLAGS_ILONLY = 1;
const COMIMAGE_FLAGS_32BITREQUIRED = 2;
const COMIMAGE_FLAGS_32BITPREFERRED = 0x20000;
const IMAGE_FILE_MACHINE_I386 = 0x14c;
const metadataSignature = 0x424a5342; // "BSJB"
const longestVersion = 255;

/** readDotNet is undefined for native files. Throws an InspectError. */
export function readDotNet(file: PeFile): DotNet | undefined {
  const directory = file.directory(clrDirectory);
  if (!directory) return undefined;
  const header = file.mapped(directory.VirtualAddress, 'CLR header');
  const { Flags, MetadataAddress } = readStruct(header, clrHeader, 0);
  const root = file.mapped(MetadataAddress, 'metadata');
  if (root.u32(0, 'metadata signature') !== metadataSignature) return undefined;
  const size = Math.min(root.u32(12, 'version length'), longestVersion);
  const isOnlyIntermediate = (Flags & COMIMAGE_FLAGS_ILONLY) !== 0;
  const needs32 = (Flags & COMIMAGE_FLAGS_32BITREQUIRED) !== 0;
  const prefers32 = (Flags & COMIMAGE_FLAGS_32BITPREFERRED) !== 0;
  return {
    version: root.fixedText(16, size, 'version'),
    isAnyProcessor:
      isOnlyIntermediate && (!needs32 || prefers32) && file.header.Machine === IMAGE_FILE_MACHINE_I386,
    evidence: {
      field: 'CLR runtime header',
      value: root.fixedText(16, size, 'version'),
      offset: header.bytes.byteOffset - file.bytes.byteOffset,
      size: 72,
      isField: false,
    },
  };
}
