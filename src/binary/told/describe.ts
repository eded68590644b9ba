// Describes a binary in one line, in the words of file(1).
import type { ArFile } from '../formats/ar/ar-archive.ts';
import { describeElf } from '../formats/elf/describe-elf.ts';
import { inspect, type ParsedBinary } from '../inspect.ts';
import { machoFlags, machoTypes } from '../formats/macho/macho-layout.ts';
import type { MachoFile } from '../formats/macho/macho.ts';
import { peMachines, peSubsystems } from '../formats/pe/pe-layout.ts';
import type { PeFile } from '../formats/pe/pe.ts';
import type { Plan9File } from '../formats/plan9/plan9.ts';
import type { UniversalFile } from '../formats/macho/universal.ts';
import type { WasmFile } from '../formats/wasm/wasm.ts';
import type { XcoffFile } from '../formats/xcoff/xcoff.ts';

/**
 * describeBinary returns the line file(1) prints for a binary, without the file name. It differs where file is
 * wrong: XCOFF, where file tells "not stripped" of exactly the stripped files, and Plan 9 on amd64, whose
 * magic number file does not know. Throws an InspectError when the bytes are no binary of a known format.
 */
export function describeBinary(bytes: Uint8Array): string {
  return describeParsed(inspect(bytes));
}

/** describeParsed is describeBinary for a binary that is open already. */
export function describeParsed(file: ParsedBinary): string {
  switch (file.format) {
    case 'ELF':
      return describeElf(file);
    case 'Mach-O':
      return describeMacho(file);
    case 'Mach-O universal':
      return describeUniversal(file);
    case 'PE':
      return describePe(file);
    case 'WebAssembly':
      return describeWasm(file);
    case 'Plan 9 a.out':
      return describePlan9(file);
    case 'XCOFF':
      return describeXcoff(file);
    case 'archive':
      return describeArchive(file);
  }
}

function describeMacho(file: MachoFile): string {
  const { filetype, flags } = file.header;
  const type = machoTypes[filetype] ?? `filetype=${filetype}`;
  const width = file.class === 64 ? '64-bit ' : '';
  return `Mach-O ${width}${file.machine.name} ${type}${flags ? `, flags:<${machoFlagNames(flags)}>` : ''}`;
}

// file writes the bar as part of every name but the first of its list.
function machoFlagNames(flags: number): string {
  return Object.entries(machoFlags)
    .filter(([bit]) => (flags & Number(bit)) !== 0)
    .map(([, name]) => (name === 'NOUNDEFS' ? name : `|${name}`))
    .join('');
}

function describeUniversal(file: UniversalFile): string {
  const slices = file.slices();
  const list = slices.map((slice) => `[${slice.machine.name}:${describeMacho(slice)}]`).join(' ');
  return `Mach-O universal binary with ${slices.length} architecture${slices.length === 1 ? '' : 's'}: ${list}`;
}

function describePe(file: PeFile): string {
  const { Machine, NumberOfSections, Characteristics } = file.header;
  const machine = peMachines[Machine]?.fileName ?? `unknown processor type 0x${Machine.toString(16)}`;
  const subsystem = peSubsystems[file.optional.Subsystem] ?? `0x${file.optional.Subsystem.toString(16)}`;
  const stripped = Characteristics & 0x200 ? ' (stripped to external PDB)' : '';
  const kind = `${file.class === 64 ? 'PE32+' : 'PE32'} executable${file.isDll() ? ' (DLL)' : ''} (${subsystem})`;
  return `${kind} ${machine}${stripped}, for MS Windows, ${NumberOfSections} sections`;
}

function describeWasm(file: WasmFile): string {
  const mvp = file.version === 1 ? ' (MVP)' : '';
  return `WebAssembly (wasm) binary module version 0x${file.version.toString(16)}${mvp}`;
}

function describePlan9(file: Plan9File): string {
  const names: Readonly<Record<string, string>> = { '386': 'Intel 386', arm: 'ARM 7-something' };
  const goarch = file.machine.goarch ?? '';
  return `Plan 9 executable, ${names[goarch] ?? goarch}`;
}

function describeXcoff(file: XcoffFile): string {
  const kind =
    file.class === 64
      ? '64-bit XCOFF executable or object module'
      : 'executable (RISC System/6000 V3.1) or obj module';
  return `${kind} ${file.isStripped() ? 'stripped' : 'not stripped'}`;
}

function describeArchive(file: ArFile): string {
  const object = file.goObject();
  return object
    ? `current ar archive, Go object ${object.goos}/${object.goarch}, ${object.goVersion}`
    : 'current ar archive';
}
