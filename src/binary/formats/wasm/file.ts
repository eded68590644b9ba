// Reads WebAssembly modules.
// https://webassembly.github.io/spec/core/binary/modules.html
import { evidenceOf, magicEvidence, type Evidence, type FactName } from '../../program-facts.ts';
import {
  BinaryFile,
  type BinarySymbol,
  type Export,
  type Import,
  type Kind,
  type MemoryLimits,
  type NumberedCode,
  type Protection,
  type Section,
} from '../../binary-file.ts';
import { ByteReader } from '../../read/byte-reader.ts';
import { InspectError } from '../../read/inspect-error.ts';
import { structure, type Field, type Structure } from '../../read/layout.ts';
import { Leb128Reader } from '../../read/leb128-reader.ts';
import { findRawBuildId } from '../../go/raw-buildid.ts';
import { initialMemory } from './memory.ts';
import { codeSizes, readWasmSymbols } from './symbols.ts';

/** wasmSpecification defines modules. */
export const wasmSpecification = 'https://webassembly.github.io/spec/core/binary/modules.html';

/** WasmSection is a section with where its own header begins; payload is what follows size (and name). */
export interface WasmSection {
  readonly id: number;
  readonly name: string;
  readonly start: number;
  readonly payload: number;
  readonly end: number;
}

/** Producer is a line of the producers section: what processed the module, and its version. */
export interface Producer {
  readonly field: string;
  readonly name: string;
  readonly version: string;
}

const sectionNames = [
  'custom',
  'type',
  'import',
  'function',
  'table',
  'memory',
  'global',
  'export',
  'start',
  'element',
  'code',
  'data',
  'data count',
  'tag',
];
const externalKinds = ['func', 'table', 'memory', 'global', 'tag'];
const maxSections = 1 << 16;

/** wasmHeader is what every module begins with. */
export const wasmHeader = { magic: 'text4', version: 'u32' } as const;

/** WasmFile reads one module of the core format, version 1. */
export class WasmFile extends BinaryFile {
  readonly format = 'WebAssembly';
  readonly class = 32;
  readonly byteOrder = 'little';
  readonly machine = { name: 'WebAssembly', goarch: 'wasm' };
  readonly abi = '';
  readonly entry = undefined;
  readonly version: number;

  constructor(bytes: Uint8Array) {
    super(bytes);
    this.version = new ByteReader(bytes, 'little').u32(4, 'version');
  }

  /** wasmSections lists the sections; custom ones have the name they carry. */
  wasmSections(): readonly WasmSection[] {
    return this.once('wasm sections', () => {
      const sections: WasmSection[] = [];
      const reader = new Leb128Reader(this.bytes, 8, this.bytes.length);
      while (!reader.isAtEnd) {
        if (sections.length === maxSections)
          throw new InspectError('section', reader.offset, {
            code: 'at most',
            most: maxSections,
            of: 'sections',
          });
        sections.push(this.#readSection(reader));
      }
      return sections;
    });
  }

  #readSection(reader: Leb128Reader): WasmSection {
    const start = reader.offset;
    const id = reader.u8('section id');
    const size = reader.unsigned('section size');
    const payload = reader.skip(size, 'section size');
    const end = reader.offset;
    if (id !== 0) return { id, name: sectionNames[id] ?? `section ${id}`, start, payload, end };
    const custom = new Leb128Reader(this.bytes, payload, end);
    const name = custom.text('section name');
    return { id, name, start, payload: custom.offset, end };
  }

  /** open returns a reader over a section's payload, undefined when there is no such section. */
  open(name: string): Leb128Reader | undefined {
    const section = this.wasmSections().find((each) => each.name === name);
    return section && new Leb128Reader(this.bytes, section.payload, section.end);
  }

  sections(): readonly Section[] {
    return this.once('sections', () =>
      this.wasmSections().map((section, index) => ({
        index,
        name: section.name,
        type: sectionNames[section.id] ?? `section ${section.id}`,
        address: 0n,
        size: section.end - section.payload,
        offset: section.payload,
        fileSize: section.end - section.payload,
        flags: '',
      })),
    );
  }

  override imports(): readonly Import[] {
    return this.once('imports', () => {
      const reader = this.open('import');
      if (!reader) return [];
      return Array.from({ length: reader.count('import count') }, () => {
        const library = reader.text('import module');
        const name = reader.text('import name');
        const kind = reader.u8('import kind');
        skipImportType(reader, kind);
        return { name, library, kind: externalKinds[kind] };
      });
    });
  }

  override exports(): readonly Export[] {
    return this.once('exports', () => {
      const reader = this.open('export');
      if (!reader) return [];
      return Array.from({ length: reader.count('export count') }, () => {
        const name = reader.text('export name');
        const kind = externalKinds[reader.u8('export kind')] ?? 'other';
        reader.unsigned('export index');
        return { name, kind };
      });
    });
  }

  override libraries(): readonly string[] {
    return [...new Set(this.imports().map((each) => each.library ?? ''))];
  }

  /** Go's two systems for WebAssembly differ in the module they import from. */
  get os(): string {
    const modules = this.libraries();
    if (modules.includes('gojs') || modules.includes('go')) return 'js';
    return modules.includes('wasi_snapshot_preview1') ? 'wasip1' : '';
  }

  /** A WASI library ("reactor") is initialized, a WASI command is started. */
  get kind(): Kind {
    const names = this.exports().map((each) => each.name);
    if (names.includes('_initialize')) return 'shared library';
    return names.includes('_start') || names.includes('run') ? 'executable' : 'other';
  }

  /** memory returns the first memory the module defines. */
  override memory(): MemoryLimits | undefined {
    const reader = this.open('memory');
    if (!reader || reader.count('memory count') === 0) return undefined;
    const hasMaximum = (reader.u8('limits') & 1) !== 0;
    const minimum = reader.unsigned('minimum');
    return { minimum, maximum: hasMaximum ? reader.unsigned('maximum') : undefined };
  }

  /** producers reads the producers section. */
  producers(): readonly Producer[] {
    return this.once('producers', () => {
      const reader = this.open('producers');
      if (!reader) return [];
      return Array.from({ length: reader.count('field count') }, () => {
        const field = reader.text('field name');
        return Array.from({ length: reader.count('value count') }, () => {
          return { field, name: reader.text('producer name'), version: reader.text('producer version') };
        });
      }).flat();
    });
  }

  symbols(): readonly BinarySymbol[] {
    return this.once('symbols', () => readWasmSymbols(this));
  }

  override numberedCode(): NumberedCode {
    return { memory: () => initialMemory(this), sizes: () => codeSizes(this) };
  }

  /** The producers section is the only place that names the Go version. */
  override declaredGoVersion(): string {
    return this.producers().find((each) => each.field === 'language' && each.name === 'Go')?.version ?? '';
  }

  override isStripped(): boolean {
    return !this.wasmSections().some((section) => section.name === 'name');
  }

  /** The Go build ID stands in a custom section, framed as in a text segment (cmd/link/internal/wasm/asm.go). */
  goBuildId(): string {
    const section = this.wasmSections().find((each) => each.name === 'go:buildid');
    if (!section) return '';
    return findRawBuildId(this.bytes.subarray(section.payload, section.end));
  }

  override isDynamic(): boolean {
    return this.imports().length > 0;
  }

  override protections(): readonly Protection[] {
    return [{ name: 'Memory sandbox', state: 'on', evidence: 'every WebAssembly module' }];
  }

  override evidence(fact: FactName): readonly Evidence[] {
    const section = (name: string) =>
      evidenceOf(
        this.structures().find((each) => each.name === `Section ${name}`),
        'id',
      );
    if (fact === 'imports' || fact === 'system') return section('import');
    if (fact === 'kind') return section('export');
    return magicEvidence(this.structures(), fact, 'magic', 'version');
  }

  structures(): readonly Structure[] {
    return this.once('structures', () => [
      structure(new ByteReader(this.bytes, 'little'), 'Module header', wasmHeader, 0, wasmSpecification),
      ...this.wasmSections().map((section) => sectionStructure(section)),
    ]);
  }
}

function sectionStructure(section: WasmSection): Structure {
  const { id, name, start, payload, end } = section;
  const size = payload - start;
  const field = (
    label: string,
    offset: number,
    length: number,
    value: number | string,
    meaning = '',
  ): Field => ({
    name: label,
    offset,
    size: length,
    value,
    meaning,
    specification: wasmSpecification,
  });
  // A custom section's name lies between its size and its payload; both have a variable length.
  const fields = () => [
    field('id', start, 1, id, sectionNames[id] ?? ''),
    id === 0
      ? field('size and name', start + 1, size - 1, name)
      : field('size', start + 1, size - 1, end - payload),
  ];
  return { name: `Section ${name}`, offset: start, size, fields };
}

function skipLimits(reader: Leb128Reader): void {
  const flags = reader.u8('limits');
  reader.unsigned('minimum');
  if (flags & 1) reader.unsigned('maximum');
}

function skipImportType(reader: Leb128Reader, kind: number): void {
  switch (kind) {
    case 0:
      reader.unsigned('type index');
      return;
    case 1:
      reader.u8('table type');
      return skipLimits(reader);
    case 2:
      return skipLimits(reader);
    case 3:
      reader.u8('global type');
      reader.u8('mutability');
      return;
    case 4:
      reader.u8('attribute');
      reader.unsigned('type index');
      return;
    default:
      throw new InspectError('import kind', reader.offset - 1, { code: 'range', least: 0, most: 4 });
  }
}
