// The layouts of COFF objects: the header of a PE file without its signature, and the one for many sections.
// ANON_OBJECT_HEADER_BIGOBJ of winnt.h is the second.
import { named, type Meaning } from '../../read/layout.ts';
import { peMachines } from '../pe/layout.ts';

const machine: Meaning = (value) => peMachines[Number(value)]?.name;

/** coffObject is IMAGE_FILE_HEADER. */
export const coffObject = {
  Machine: ['u16', machine],
  NumberOfSections: 'u16',
  TimeDateStamp: 'u32',
  PointerToSymbolTable: 'u32',
  NumberOfSymbols: 'u32',
  SizeOfOptionalHeader: ['u16', named({ 0: 'none: an object' })],
  Characteristics: 'u16',
} as const;

/** bigObject is ANON_OBJECT_HEADER_BIGOBJ. */
export const bigObject = {
  Sig1: 'u16',
  Sig2: 'u16',
  Version: 'u16',
  Machine: ['u16', machine],
  TimeDateStamp: 'u32',
  ClassID: 'text16',
  SizeOfData: 'u32',
  Flags: 'u32',
  MetaDataSize: 'u32',
  MetaDataOffset: 'u32',
  NumberOfSections: 'u32',
  PointerToSymbolTable: 'u32',
  NumberOfSymbols: 'u32',
} as const;
