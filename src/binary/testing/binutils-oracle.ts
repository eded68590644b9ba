// What readelf and llvm-readobj print of a file, and what our readers tell of it, as lines to
// compare in the tests.
import type { Section, Segment } from '../binary-file.ts';
import type { BinaryFile } from '../binary-file.ts';

/** HeaderLines is one view of a file's headers; what a tool does not print of a format is left out. */
export interface HeaderLines {
  readonly entry?: bigint;
  readonly sections: readonly string[];
  readonly segments?: readonly string[];
  readonly libraries?: readonly string[];
  /** How many the symbol table has, its empty first entry not counted. */
  readonly symbols?: number;
  /** In hexadecimal. */
  readonly gnuBuildId?: string;
}

/** readelfOptions make readelf print what readelfLines reads. */
export const readelfOptions = ['-W', '-h', '-S', '-l', '-d', '-n', '-s'];

/** readelfLines reads the output of GNU readelf. */
export function readelfLines(text: string): HeaderLines {
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, ...groups]) => groups);
  const count = all(/^Symbol table '\.symtab' contains (\d+) entr/gm)[0]?.[0];
  return {
    entry: BigInt(all(/Entry point address: +(\w+)/g)[0]?.[0] ?? 0),
    sections: all(/^ {2}\[ *\d+\] (\S*) +([A-Z]\w+) +([\da-f]+) ([\da-f]+) ([\da-f]+) /gm).map(
      ([name, type = '', address, offset, size]) =>
        line(name, type.replace(/^VER/, 'GNU_VER'), hex(address), hex(size), hex(offset)),
    ),
    segments: all(/^ {2}LOAD +(\w+) (\w+) \w+ (\w+) (\w+) ([RWE ]{3}) /gm).map(
      ([offset, address, stored, size, flags = '']) =>
        line(address, size, offset, stored, flags.replace('E', 'X').replaceAll(' ', '').toLowerCase()),
    ),
    libraries: all(/\(NEEDED\) +Shared library: \[(.*)\]$/gm).map(([name = '']) => name),
    symbols: count === undefined ? 0 : Number(count) - 1,
    gnuBuildId: all(/Build ID: (\w+)/g)[0]?.[0] ?? '',
  };
}

/** llvmOptions make llvm-readobj print what llvmLines reads. */
export const llvmOptions = ['--file-headers', '--sections', '--needed-libs', '--macho-segment'];

/** llvmLines reads the output of llvm-readobj for a format other than ELF. */
export function llvmLines(text: string, format: BinaryFile['format']): HeaderLines {
  const sections = blocks(text, 'Section');
  const libraries = neededLibraries(text);
  switch (format) {
    case 'Mach-O':
      return {
        sections: sections.map((each) => line(each.Name, each.Segment, each.Address, each.Size, each.Offset)),
        segments: blocks(text, 'Segment').map((each) =>
          line(each.vmaddr, each.vmsize, each.fileoff, each.filesize, each.initprot?.replaceAll('-', '')),
        ),
        libraries: libraries.sort(),
      };
    case 'PE': {
      const base = BigInt(/ImageBase: (\w+)/.exec(text)?.[1] ?? 0);
      return {
        entry: base + BigInt(/AddressOfEntryPoint: (\w+)/.exec(text)?.[1] ?? 0),
        sections: sections.map(({ Name, VirtualAddress, VirtualSize, PointerToRawData }) =>
          line(Name, 'section', String(base + BigInt(VirtualAddress ?? 0)), VirtualSize, PointerToRawData),
        ),
        libraries: libraries.sort(),
      };
    }
    case 'XCOFF':
      return {
        sections: sections.map((each) =>
          line(each.Name, each.Type, each.VirtualAddress, each.Size, each.RawDataOffset),
        ),
        libraries: libraries.slice(1).map((each) => each.replace(/ +(\S+)$/, '($1)')), // The first line is the heading.
      };
    default:
      return { sections: sections.map((each) => line(each.Name ?? each.Type?.toLowerCase(), each.Size)) };
  }
}

/** ourLines is what our readers tell, as far as another view tells it too. */
export function ourLines(file: BinaryFile, other: HeaderLines): HeaderLines {
  const lines: Required<HeaderLines> = {
    entry: file.entry ?? 0n,
    sections: file.sections().map((section) => sectionLine(file, section)),
    segments: file.segments().map(segmentLine),
    // llvm-readobj puts them in order.
    libraries:
      file.format === 'PE' || file.format === 'Mach-O' ? [...file.libraries()].sort() : file.libraries(),
    symbols: file.symbols().length,
    gnuBuildId: Array.from(file.hostBuildId()?.bytes ?? [], (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join(''),
  };
  const told = Object.entries(lines).filter(([key]) => key in other);
  return Object.fromEntries(told) as unknown as HeaderLines;
}

const wasmNames = new Map([
  ['element', 'elem'],
  ['data count', 'datacount'],
]);

function sectionLine(file: BinaryFile, { name, type, address, size, offset }: Section): string {
  // LLVM has its own names for some of the sections that hold one entry each.
  if (file.format === 'WebAssembly') return line(wasmNames.get(name) ?? name, String(size));
  return line(name, type.replace(/^SHT_/, ''), String(address), String(size), String(offset));
}

function segmentLine({ address, memorySize, offset, fileSize, permissions }: Segment): string {
  const flags = permissions.replaceAll('-', '');
  return line(String(address), String(memorySize), String(offset), String(fileSize), flags);
}

/** A line of texts and numbers; numbers are written in decimal, however they came. */
function line(...parts: (string | undefined)[]): string {
  return parts
    .map((part = '') => (/^(?:0x[\da-f]+|\d+)$/i.test(part) ? String(BigInt(part)) : part))
    .join(' ');
}

function hex(digits = ''): string {
  return `0x${digits}`;
}

/** The values of each block of a kind by their names, without what stands in parentheses behind them. */
function blocks(text: string, kind: string): Readonly<Record<string, string>>[] {
  const [, ...parts] = text.split(new RegExp(`^ *${kind} \\{$`, 'm'));
  return parts.map((part) => {
    const pairs = [...part.matchAll(/^ *(\w+): (.*?)(?: \([^)]*\))?$/gm)];
    // The first wins: blocks may have others in them.
    return Object.fromEntries(pairs.reverse().map(([, name = '', value = '']) => [name, value]));
  });
}

function neededLibraries(text: string): string[] {
  const list = /^NeededLibraries \[\n([^\]]*)^\]/m.exec(text)?.[1] ?? '';
  return list
    .split('\n')
    .map((each) => each.trim())
    .filter(Boolean);
}
