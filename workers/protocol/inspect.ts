// What the page can ask of the inspect worker.
import type { ComparisonPart } from '../../src/binary/compare/compare.ts';
import type { ContainedFile } from '../../src/binary/containers/contained-file.ts';
import type { ListingLine } from '../../src/binary/go/listing.ts';
import type { CompositionPart, SymbolSize } from '../../src/binary/go/sizes.ts';
import type { FoundTexts, TextQuery } from '../../src/binary/search/text-search.ts';
import type { GoPart } from '../../src/binary/document/go.ts';
import type { HeadersPart } from '../../src/binary/document/headers.ts';
import type { ProgramPart } from '../../src/binary/document/program.ts';
import type { IdentityPart } from '../../src/binary/document/identity.ts';
import type { LinkagePart, SectionsPart } from '../../src/binary/document/sections-and-linkage.ts';
import type { SummaryPart } from '../../src/binary/document/summary.ts';
import type { Problem, Readable } from '../../src/binary/read/readable.ts';
import type { FoundSymbols, SymbolQuery } from '../../src/binary/search/symbol-search.ts';
import type { ProjectFile } from '../../src/project/file.ts';
import type { FileRef, ToolRef } from '../../toolchain/manifest.ts';

/** A file that is open in the worker, by its number there. */
export interface OpenedFile {
  id: number;
  name: string;
  /** Bytes. */
  size: number;
  /** Why it could not be opened as a binary; its bytes can still be looked at. */
  problem?: Problem;
}

/** The part of a prepared release that disassembling needs. */
export interface ObjdumpRelease {
  /** URL of the release's folder, with a slash at the end. */
  folder: string;
  /** For example go1.27.3. */
  release: string;
  objdump: ToolRef;
  /** The GorootIndex. */
  goroot: FileRef;
}

/** Which functions to disassemble. */
export interface DisassemblyRequest {
  /** A regular expression of Go for their names (regexp/syntax). */
  pattern: string;
  /** The project's files that the binary was built from, none when it was not built here. */
  files: readonly ProjectFile[];
}

/** How disassembling ended: with a listing, empty when no function has the name, or with objdump's complaint. */
export type Disassembly =
  { status: 'listed'; lines: readonly ListingLine[] } | { status: 'refused'; complaint: string };

/** What the page can ask of the inspect worker: files are opened once, each part is read when asked for. */
export interface InspectCalls {
  /** Opens a file, with the programs of a universal one and the objects of an archive. Empty for a container, whose files are to be unpacked first. */
  open(name: string, source: Blob | Uint8Array): Promise<OpenedFile[]>;
  /** Opens what was found in a container of this name. Each must be closed. */
  openFound(name: string, files: readonly ContainedFile[]): Promise<OpenedFile[]>;
  /** Opens a file whatever it is. */
  openAsItIs(name: string, source: Blob | Uint8Array): Promise<OpenedFile[]>;
  /** Frees an open file. */
  close(id: number): void;
  summary(id: number): Readable<SummaryPart>;
  identity(id: number): Promise<IdentityPart>;
  headers(id: number): HeadersPart;
  sections(id: number): Readable<SectionsPart>;
  linkage(id: number): Readable<LinkagePart>;
  /** The file as something to be started. */
  program(id: number): Promise<Readable<ProgramPart>>;
  go(id: number): Readable<GoPart>;
  symbols(id: number, query: SymbolQuery, start: number, count: number): Readable<FoundSymbols>;
  sizes(id: number): Readable<CompositionPart>;
  /** What a package is made of. */
  packageSymbols(id: number, name: string): readonly SymbolSize[];
  compare(id: number, other: number): Readable<ComparisonPart>;
  /** All symbols that a query chooses, as text. */
  symbolsAsLines(id: number, query: SymbolQuery): Readable<string>;
  texts(id: number, query: TextQuery, start: number, count: number): FoundTexts;
  /** All texts that a query chooses, as text. */
  textsAsLines(id: number, query: TextQuery): string;
  /** A copy of some of the bytes; fewer at the end of the file. */
  bytes(id: number, offset: number, size: number): Uint8Array;
  /** Disassembles functions, with their source where it is at hand. Rejects when the tool cannot be fetched. */
  disassemble(id: number, release: ObjdumpRelease, request: DisassemblyRequest): Promise<Disassembly>;
  /** The whole InspectionDocument as JSON. */
  json(id: number): Promise<string>;
}
