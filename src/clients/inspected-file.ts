// One file under inspection, as the page has it: each part is asked for once.
import type { ProjectFile } from '../project/file.ts';
import type { Disassembly, DisassemblyRequest, ObjdumpRelease } from '../../workers/protocol/inspect.ts';
import type { OpenedFile } from '../../workers/protocol/inspect.ts';
import type { ComparisonPart } from '../binary/compare/compare.ts';
import type { GoPart } from '../binary/document/go.ts';
import type { HeadersPart } from '../binary/document/headers.ts';
import type { ProgramPart } from '../binary/document/program.ts';
import type { IdentityPart } from '../binary/document/identity.ts';
import type { LinkagePart, SectionsPart } from '../binary/document/sections-and-linkage.ts';
import type { SummaryPart } from '../binary/document/summary.ts';
import type { Problem, Readable } from '../binary/read/readable.ts';
import type { CompositionPart, SymbolSize } from '../binary/go/sizes.ts';
import type { FoundSymbols, SymbolQuery } from '../binary/search/symbol-search.ts';
import type { FoundTexts, TextQuery } from '../binary/search/text-search.ts';
import type { ContainerReport } from './open-file.ts';
import type { InspectClient } from './inspect-client.ts';

/** Where a file came from, as far as that matters. */
export interface Origin {
  /** Tells sources apart: a build opened a second time is shown, not opened again. */
  key?: string;
  /** The project it was built from. */
  files?: readonly ProjectFile[];
  /** What the container had that it was found in. */
  container?: ContainerReport;
}

/**
 * A file that is open in the worker, until it is closed (Inspection.close). Its parts come as promises that reject only when
 * the worker has died, or when the file was closed.
 */
export class InspectedFile {
  readonly id: number;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Why it is not a binary that can be read; its bytes can be looked at all the same. */
  readonly problem: Problem | undefined;
  /** Key of the source it came from, where that has one. */
  readonly key: string | undefined;
  /** The project it was built from; empty for a file from elsewhere. */
  readonly projectFiles: readonly ProjectFile[];
  /** The container it was found in, the same for all files of one. */
  readonly container: ContainerReport | undefined;
  readonly #client: InspectClient;
  readonly #parts = new Map<string, Promise<unknown>>();

  constructor(client: InspectClient, { id, name, size, problem }: OpenedFile, origin: Origin) {
    this.#client = client;
    this.id = id;
    this.name = name;
    this.size = size;
    this.problem = problem;
    this.key = origin.key;
    this.projectFiles = origin.files ?? [];
    this.container = origin.container;
  }

  summary(): Promise<Readable<SummaryPart>> {
    return this.#once('summary', () => this.#client.ask((worker) => worker.summary(this.id)));
  }

  identity(): Promise<Readable<IdentityPart>> {
    return this.#once('identity', async () => ({
      value: await this.#client.ask((worker) => worker.identity(this.id)),
    }));
  }

  headers(): Promise<Readable<HeadersPart>> {
    return this.#once('headers', async () => ({
      value: await this.#client.ask((worker) => worker.headers(this.id)),
    }));
  }

  sections(): Promise<Readable<SectionsPart>> {
    return this.#once('sections', () => this.#client.ask((worker) => worker.sections(this.id)));
  }

  linkage(): Promise<Readable<LinkagePart>> {
    return this.#once('linkage', () => this.#client.ask((worker) => worker.linkage(this.id)));
  }

  program(): Promise<Readable<ProgramPart>> {
    return this.#once('program', () => this.#client.ask((worker) => worker.program(this.id)));
  }

  go(): Promise<Readable<GoPart>> {
    return this.#once('go', () => this.#client.ask((worker) => worker.go(this.id)));
  }

  sizes(): Promise<Readable<CompositionPart>> {
    return this.#once('sizes', () => this.#client.ask((worker) => worker.sizes(this.id)));
  }

  packageSymbols(name: string): Promise<readonly SymbolSize[]> {
    return this.#once(`package ${name}`, () =>
      this.#client.ask((worker) => worker.packageSymbols(this.id, name)),
    );
  }

  compare(other: InspectedFile): Promise<Readable<ComparisonPart>> {
    return this.#once(`compare ${other.id}`, () =>
      this.#client.ask((worker) => worker.compare(this.id, other.id)),
    );
  }

  /** Part of the symbols that a query chooses; not kept, the worker keeps the latest. */
  symbols(query: SymbolQuery, start: number, count: number): Promise<Readable<FoundSymbols>> {
    return this.#client.ask((worker) => worker.symbols(this.id, query, start, count));
  }

  /** All symbols that a query chooses, as rows with tabs; empty when they cannot be read. */
  async symbolsAsLines(query: SymbolQuery): Promise<string> {
    const lines = await this.#client.ask((worker) => worker.symbolsAsLines(this.id, query));
    return 'value' in lines ? lines.value : '';
  }

  /** Part of the readable texts that a query chooses. */
  texts(query: TextQuery, start: number, count: number): Promise<FoundTexts> {
    return this.#client.ask((worker) => worker.texts(this.id, query, start, count));
  }

  /** All of them, as lines. */
  textsAsLines(query: TextQuery): Promise<string> {
    return this.#client.ask((worker) => worker.textsAsLines(this.id, query));
  }

  /** A copy of some of the bytes; fewer at the end of the file. */
  bytes(offset: number, size: number): Promise<Uint8Array> {
    return this.#client.ask((worker) => worker.bytes(this.id, offset, size));
  }

  /** Disassembles functions with a release's objdump. */
  disassemble(release: ObjdumpRelease, request: DisassemblyRequest): Promise<Disassembly> {
    return this.#client.ask((worker) => worker.disassemble(this.id, release, request));
  }

  /** Everything as one document, see InspectionDocument. */
  json(): Promise<string> {
    return this.#client.ask((worker) => worker.json(this.id));
  }

  /** Gives the memory in the worker back, and forgets what was read. */
  async close(): Promise<void> {
    this.#parts.clear();
    await this.#client.ask((worker) => worker.close(this.id));
  }

  #once<T>(name: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#parts.get(name);
    if (known) return known as Promise<T>;
    const part = ask();
    this.#parts.set(name, part);
    return part;
  }
}
