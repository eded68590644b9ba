// What every format has in common: the model the inspector shows.
import type { ByteOrder } from './read/byte-reader.ts';
import { InspectError } from './read/inspect-error.ts';
import type { Field, Structure } from './read/layout.ts';
import type { DotNet, Evidence, FactName, Need, Packed, SystemMark } from './program-facts.ts';

/** Machine is a processor: its usual name, and Go's name for it where Go has (had) a port. */
export interface Machine {
  readonly name: string;
  readonly goarch?: string;
}

/** Kind is what a binary is for. */
export type Kind =
  | 'executable'
  | 'pie executable'
  | 'shared library'
  | 'bundle'
  | 'object'
  | 'core'
  | 'archive'
  | 'kernel'
  | 'kernel module'
  | 'driver'
  | 'EFI program'
  | 'EFI driver'
  | 'boot program'
  | 'debugging information'
  | 'other';

/** Section is a named part of the file. Sizes above 2^53 in hostile headers are rounded. */
export interface Section {
  readonly index: number;
  readonly name: string;
  /** What the format calls the kind of the section, for example SHT_PROGBITS. */
  readonly type: string;
  readonly address: bigint;
  /** Size in memory, in bytes. */
  readonly size: number;
  /** Byte offset in the file. */
  readonly offset: number;
  /** Bytes in the file; 0 when the section is all zeros and not stored. */
  readonly fileSize: number;
  readonly flags: string;
}

/** Segment is a part of the file that is mapped into memory as one. */
export interface Segment {
  readonly name: string;
  readonly address: bigint;
  readonly memorySize: number;
  readonly offset: number;
  readonly fileSize: number;
  /** Three characters, such as r-x. */
  readonly permissions: string;
}

/** BinarySymbol is an entry of the symbol table, with the letter that `go tool nm` prints for it. */
export interface BinarySymbol {
  readonly name: string;
  readonly address: bigint;
  /** Size in bytes; where the format has none, the distance to the next address, as `go tool nm` does. */
  readonly size: number;
  /** T text, R read-only, D data, B zeroed, U undefined, C constant, ? other; lower case when local. */
  readonly code: string;
}

/** maxSymbols is far above any program; more would only exhaust the memory of the page. */
const maxSymbols = 1 << 21;

/** symbolCount returns how many entries of a size a table holds, and throws an InspectError for too many. */
export function symbolCount(field: string, offset: number, tableSize: number, entrySize: number): number {
  const count = Math.floor(tableSize / entrySize);
  if (count > maxSymbols)
    throw new InspectError(field, offset, { code: 'at most', most: maxSymbols, of: 'symbols' });
  return count;
}

/** Import is a symbol another file or the host must provide. */
export interface Import {
  readonly name: string;
  readonly library?: string;
  /** WebAssembly only: func, table, memory, global or tag. */
  readonly kind?: string;
}

/** Export is a symbol offered to others. */
export interface Export {
  readonly name: string;
  /** As the format calls it: FUNC, OBJECT; func, memory; ordinal 3; empty where it has no kinds. */
  readonly kind: string;
}

/** Protection is one hardening property: whether the file has it, and where that can be seen. */
export interface Protection {
  readonly name: string;
  /** absent: it does not apply to such a file. */
  readonly state: 'on' | 'off' | 'absent';
  readonly evidence: string;
}

/** HostBuildId is the build ID of the system's own kind: GNU build ID (ELF) or UUID (Mach-O). */
export interface HostBuildId {
  readonly kind: 'GNU build ID' | 'UUID';
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** CodeSignature is what a signature says and whether the pages of the file agree with it. */
export interface CodeSignature {
  readonly identifier: string;
  /** An ad-hoc signature names no signer: it only binds the pages together, which macOS on arm64 insists on. */
  readonly isAdHoc: boolean;
  readonly isLinkerSigned: boolean;
  /** The hashes it has, one for each code directory; the best is checked. */
  readonly hashes: readonly string[];
  /** Whether a signer's certificate goes with it. */
  readonly hasCertificate: boolean;
  /** The first 20 bytes of the code directory's hash, as `codesign -dvvv` prints it. */
  readonly cdHash: string;
  readonly pageSize: number;
  readonly pages: number;
  /** Numbers of the pages whose hash differs, counted from 0. */
  readonly changedPages: readonly number[];
}

/** MemoryLimits is the size of a memory in pages of 64 KiB; maximum is undefined when there is none. */
export interface MemoryLimits {
  readonly minimum: number;
  readonly maximum: number | undefined;
}

/** NumberedCode is code whose functions have numbers in place of addresses. */
export interface NumberedCode {
  /** Memory as it is at the start, in which Go keeps its tables; undefined when there is none. */
  memory(): Uint8Array | undefined;
  /** Bytes of code of each function, by its number. */
  sizes(): readonly number[];
}

/** FilePart is a file within a file: how its name goes on after that of the whole, and a view of its bytes. */
export interface FilePart {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * BinaryFile is an opened binary. The constructor of each format has read and checked the headers; everything
 * else is read when asked for, once, and may then throw an InspectError.
 */
export abstract class BinaryFile {
  abstract readonly format: string;
  abstract readonly class: 32 | 64;
  abstract readonly byteOrder: ByteOrder;
  abstract readonly machine: Machine;
  /** GOOS where the file tells it, empty where it does not. */
  abstract readonly os: string;
  /** The calling convention or variant the header declares, empty when it declares none. */
  abstract readonly abi: string;
  abstract readonly kind: Kind;
  /** Address of the first instruction; undefined when the file has none. */
  abstract readonly entry: bigint | undefined;
  readonly bytes: Uint8Array;
  readonly #known = new Map<string, unknown>();

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  abstract sections(): readonly Section[];
  abstract symbols(): readonly BinarySymbol[];
  /** structures lists every header of the file, in file order where that is known. */
  abstract structures(): readonly Structure[];

  /** goBuildId returns the Go build ID as stored, or an empty text. */
  abstract goBuildId(): string;

  segments(): readonly Segment[] {
    return [];
  }

  imports(): readonly Import[] {
    return [];
  }

  exports(): readonly Export[] {
    return [];
  }

  /** libraries lists the shared libraries the file names. */
  libraries(): readonly string[] {
    return [];
  }

  /** needs lists the libraries with the versions of them that the file asks for. */
  needs(): readonly Need[] {
    return this.libraries().map((library) => ({ library, versions: [], isOptional: false }));
  }

  /** systemMarks lists all that tells the system, the most reliable first. */
  systemMarks(): readonly SystemMark[] {
    return [];
  }

  /** packed tells what the file was packed with; undefined for one that holds its program as it is. */
  packed(): Packed | undefined {
    return undefined;
  }

  /** dotNet tells what a .NET assembly asks of its runtime; undefined for native programs. */
  dotNet(): DotNet | undefined {
    return undefined;
  }

  /** subsystem is what a PE file expects around it, as file(1) calls it; empty in other formats. */
  subsystem(): string {
    return '';
  }

  /** evidence lists the places that a fact was read from; none where nothing of the file tells it. */
  evidence(_fact: FactName): readonly Evidence[] {
    return [];
  }

  /** interpreter is the program loader the file asks for, or an empty text. */
  interpreter(): string {
    return '';
  }

  /** isDynamic tells whether something must be linked when the program starts. */
  isDynamic(): boolean {
    return this.libraries().length > 0 || this.interpreter() !== '';
  }

  /** minimumOs is the oldest system version the header declares, or an empty text. */
  minimumOs(): string {
    return '';
  }

  protections(): readonly Protection[] {
    return [];
  }

  hostBuildId(): HostBuildId | undefined {
    return undefined;
  }

  /** codeSignatureRange is where a signature of the code lies in the file, undefined for an unsigned one. */
  codeSignatureRange(): { readonly offset: number; readonly size: number } | undefined {
    return undefined;
  }

  /** checkCodeSignature compares every page with the signature; undefined when there is none. */
  async checkCodeSignature(): Promise<CodeSignature | undefined> {
    return undefined;
  }

  /** declaredGoVersion is the Go version where the format itself has a place for it, else an empty text. */
  declaredGoVersion(): string {
    return '';
  }

  /** goName is the name that Go has for a symbol in every format, as far as the format keeps it. */
  goName(symbol: BinarySymbol): string {
    return symbol.name;
  }

  /** numberedCode is undefined where code has addresses: everywhere but in WebAssembly. */
  numberedCode(): NumberedCode | undefined {
    return undefined;
  }

  /** memory is the memory that the file asks its host for: WebAssembly only. */
  memory(): MemoryLimits | undefined {
    return undefined;
  }

  /** parts lists the files in it; most files have none. */
  parts(): readonly FilePart[] {
    return [];
  }

  /** isStripped tells that the symbol table is missing. */
  isStripped(): boolean {
    return this.symbols().length === 0;
  }

  /** buildInfoRange is where the linker puts the build information, undefined when there is no such place. */
  buildInfoRange(): { readonly address: bigint; readonly size: bigint } | undefined {
    return undefined;
  }

  /** bytesAt returns the stored bytes from an address to the end of what is mapped there. */
  bytesAt(address: bigint): Uint8Array | undefined {
    for (const segment of this.segments()) {
      const skip = address - segment.address;
      if (skip < 0n || skip >= BigInt(segment.fileSize)) continue;
      return this.bytes.subarray(segment.offset + Number(skip), segment.offset + segment.fileSize);
    }
    return undefined;
  }

  /** sectionBytes returns what is stored of a section. */
  sectionBytes(section: Section): Uint8Array {
    const end = section.offset + section.fileSize;
    if (section.offset < 0 || end > this.bytes.length) {
      throw new InspectError(`section ${section.name}`, section.offset, {
        code: 'bytes inside',
        size: section.fileSize,
        room: this.bytes.length,
      });
    }
    return this.bytes.subarray(section.offset, end);
  }

  /** fields lists every field of every header. */
  fields(): Field[] {
    return this.structures().flatMap((part) => part.fields());
  }

  /** once remembers what a reader computes under a name; errors are not remembered. */
  protected once<T>(name: string, compute: () => T): T {
    if (!this.#known.has(name)) this.#known.set(name, compute());
    return this.#known.get(name) as T;
  }
}

/** sizedByNext gives each symbol the distance to the next higher address, as cmd/internal/objfile does. */
export function sizedByNext(symbols: readonly BinarySymbol[], addresses: readonly bigint[]): BinarySymbol[] {
  const sorted = BigUint64Array.from(addresses).sort();
  return symbols.map((symbol) => {
    const next = sorted[upperBound(sorted, symbol.address)];
    return { ...symbol, size: next === undefined ? 0 : Number(next - symbol.address) };
  });
}

function upperBound(sorted: BigUint64Array, address: bigint): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0n) > address) high = middle;
    else low = middle + 1;
  }
  return low;
}
