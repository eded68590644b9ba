// The inspect worker's entry: files are opened once, each panel is read when asked for.
import type { ContainedFile } from '../src/binary/containers/contained-file.ts';
import { attempt, attemptAsync, type Readable } from '../src/binary/read/readable.ts';
import { expose } from 'comlink';
import { canInspect, inspect, type ParsedBinary } from '../src/binary/inspect.ts';
import { Comparison, type ComparisonPart } from '../src/binary/compare/compare.ts';
import { isContainer } from '../src/binary/containers/container.ts';
import { writeJson } from '../src/binary/document/document.ts';
import { expectationSentence } from '../src/words/expectation.ts';
import { inspectionDocument } from './inspection-document.ts';
import { goOf, type GoPart } from '../src/binary/document/go.ts';
import { goVersionOf } from '../src/binary/go/gobuildinfo.ts';
import { programOf, type ProgramPart } from '../src/binary/document/program.ts';
import { headersOf, type HeadersPart } from '../src/binary/document/headers.ts';
import { identityOf, type IdentityPart } from '../src/binary/document/identity.ts';
import {
  linkageOf,
  sectionsOf,
  type LinkagePart,
  type SectionsPart,
} from '../src/binary/document/sections-and-linkage.ts';
import { summaryOf, type SummaryPart } from '../src/binary/document/summary.ts';
import { Composition, type CompositionPart, type SymbolSize } from '../src/binary/go/sizes.ts';
import { SymbolSearch, type FoundSymbols, type SymbolQuery } from '../src/binary/search/symbol-search.ts';
import {
  findTexts,
  textsAsLines,
  type FoundTexts,
  type TextQuery,
} from '../src/binary/search/text-search.ts';
import type {
  Disassembly,
  DisassemblyRequest,
  InspectCalls,
  ObjdumpRelease,
  OpenedFile,
} from './protocol/inspect.ts';

/** The most programs and objects that are opened of one file. */
const mostParts = 64;
/** A container is known by so many of its first bytes. */
const headSize = 2048;

/** All files that the inspector of a page has open. */
class InspectWorker implements InspectCalls {
  readonly #files = new Map<number, InspectedBytes>();
  #nextId = 1;

  async open(name: string, source: Blob | Uint8Array): Promise<OpenedFile[]> {
    const head = source instanceof Blob ? await bytesOf(source.slice(0, headSize)) : source;
    return isContainer(head) ? [] : this.openAsItIs(name, source);
  }

  async openAsItIs(name: string, source: Blob | Uint8Array): Promise<OpenedFile[]> {
    const bytes = source instanceof Blob ? await bytesOf(source) : source;
    return this.#openWithParts({ name, bytes });
  }

  async openFound(name: string, files: readonly ContainedFile[]): Promise<OpenedFile[]> {
    return files.flatMap((file) =>
      this.#openWithParts({ ...file, name: [name, file.name].filter(Boolean).join(': ') }),
    );
  }

  #openWithParts(file: ContainedFile): OpenedFile[] {
    return [file, ...parts(file)].map((each) => this.#add(each));
  }

  #add({ name, bytes }: ContainedFile): OpenedFile {
    const id = this.#nextId++;
    const file = new InspectedBytes(name, bytes);
    this.#files.set(id, file);
    const problem = 'problem' in file.binary ? file.binary.problem : undefined;
    return { id, name, size: bytes.length, ...(problem && { problem }) };
  }

  close(id: number): void {
    this.#files.delete(id);
  }

  summary(id: number): Readable<SummaryPart> {
    return this.#file(id).read(summaryOf);
  }

  identity(id: number): Promise<IdentityPart> {
    return this.#file(id).identity();
  }

  headers(id: number): HeadersPart {
    return headersOf(this.#file(id).bytes);
  }

  sections(id: number): Readable<SectionsPart> {
    return this.#file(id).read(sectionsOf);
  }

  linkage(id: number): Readable<LinkagePart> {
    return this.#file(id).read(linkageOf);
  }

  /** The file as something to be started. */
  program(id: number): Promise<Readable<ProgramPart>> {
    return this.#file(id).program();
  }

  go(id: number): Readable<GoPart> {
    return this.#file(id).read(goOf);
  }

  symbols(id: number, query: SymbolQuery, start: number, count: number): Readable<FoundSymbols> {
    const file = this.#file(id);
    return attempt(() => file.symbolSearch().window(query, start, count));
  }

  sizes(id: number): Readable<CompositionPart> {
    const file = this.#file(id);
    return attempt(() => file.composition().part);
  }

  /** What a package is made of. */
  packageSymbols(id: number, name: string): readonly SymbolSize[] {
    return this.#file(id).composition().symbolsOf(name);
  }

  compare(id: number, other: number): Readable<ComparisonPart> {
    const [a, b] = [this.#file(id), this.#file(other)];
    return attempt(() => new Comparison(a.open(), b.open()).part);
  }

  /** All symbols that a query chooses, as text. */
  symbolsAsLines(id: number, query: SymbolQuery): Readable<string> {
    const file = this.#file(id);
    return attempt(() => file.symbolSearch().asLines(query));
  }

  texts(id: number, query: TextQuery, start: number, count: number): FoundTexts {
    return findTexts(this.#file(id).bytes, query, start, count);
  }

  /** All texts that a query chooses, as text. */
  textsAsLines(id: number, query: TextQuery): string {
    return textsAsLines(this.#file(id).bytes, query);
  }

  /** A copy of some of the bytes; fewer at the end of the file. */
  bytes(id: number, offset: number, size: number): Uint8Array {
    return this.#file(id).bytes.slice(offset, offset + size);
  }

  /** Disassembles functions, with their source where it is at hand. Rejects when the tool cannot be fetched. */
  async disassemble(id: number, release: ObjdumpRelease, request: DisassemblyRequest): Promise<Disassembly> {
    // Imported late: most visits to the inspector need no process host.
    const { disassemble } = await import('./go/objdump.ts');
    const file = this.#file(id);
    const version = file.read(goVersionOf);
    return disassemble(file.bytes, 'value' in version ? version.value : '', release, request);
  }

  /** The whole InspectionDocument as JSON. */
  json(id: number): Promise<string> {
    return this.#file(id).json();
  }

  #file(id: number): InspectedBytes {
    const file = this.#files.get(id);
    if (!file) throw new Error(`no file ${id} is open`);
    return file;
  }
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

/** The programs of a universal file, the objects of an archive. */
function parts({ name, bytes }: ContainedFile): ContainedFile[] {
  const found = attempt(() =>
    inspect(bytes)
      .parts()
      .filter((part) => canInspect(part.bytes)),
  );
  if ('problem' in found) return [];
  return found.value.slice(0, mostParts).map((part) => ({ name: name + part.name, bytes: part.bytes }));
}

/** One open file with what has been read of it. */
class InspectedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly binary: Readable<ParsedBinary>;
  #identity: Promise<IdentityPart> | undefined;
  #program: Promise<Readable<ProgramPart>> | undefined;
  #composition: Composition | undefined;
  #symbolSearch: SymbolSearch | undefined;

  constructor(name: string, bytes: Uint8Array) {
    this.name = name;
    this.bytes = bytes;
    this.binary = attempt(() => inspect(bytes));
  }

  /** Throws an InspectError when the file is no binary. */
  open(): ParsedBinary {
    return 'value' in this.binary ? this.binary.value : inspect(this.bytes);
  }

  read<T>(part: (file: ParsedBinary) => T): Readable<T> {
    return attempt(() => part(this.open()));
  }

  identity(): Promise<IdentityPart> {
    const file = 'value' in this.binary ? this.binary.value : undefined;
    return (this.#identity ??= identityOf(this.bytes, file));
  }

  program(): Promise<Readable<ProgramPart>> {
    return (this.#program ??= attemptAsync(() => programOf(this.name, this.open())));
  }

  composition(): Composition {
    return (this.#composition ??= new Composition(this.open()));
  }

  symbolSearch(): SymbolSearch {
    return (this.#symbolSearch ??= new SymbolSearch(this.open().symbols()));
  }

  async json(): Promise<string> {
    const { name, bytes, binary } = this;
    const identity = await this.identity();
    const program = await this.program();
    return writeJson(
      inspectionDocument({ name, bytes, binary, identity, program, sizes: () => this.composition().part }),
      expectationSentence,
    );
  }
}

expose(new InspectWorker());
