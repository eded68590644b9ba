// The symbols that a Mach-O file offers: those of the export trie, or of the symbol table where there is no trie.
// mach-o/loader.h of Apple's cctools describes the trie at LC_DYLD_INFO.
import type { Export } from '../../binary-file.ts';
import { InspectError } from '../../read/inspect-error.ts';
import { Leb128Reader } from '../../read/leb128-reader.ts';
import type { MachoFile } from './file.ts';
import { machoDyldInfo, machoLinkedit } from './layout.ts';

const LC_DYLD_INFO = 0x22;
const LC_DYLD_INFO_ONLY = 0x80000022;
const LC_DYLD_EXPORTS_TRIE = 0x80000033;
const most = 1 << 20;
const longestName = 1 << 16;
const kinds = ['regular', 'thread-local', 'absolute'];

/** machoExports lists what other files can link with. Throws an InspectError. */
export function machoExports(file: MachoFile): Export[] {
  const range = trieRange(file);
  if (range && range.size > 0)
    return trieExports(file.reader.range(range.offset, range.size, 'export trie'), range.offset);
  return file.externalSymbols().map((name) => ({ name, kind: 'regular' }));
}

function trieRange(file: MachoFile): { offset: number; size: number } | undefined {
  const trie = file.readCommand(LC_DYLD_EXPORTS_TRIE, machoLinkedit);
  if (trie) return { offset: trie.dataoff, size: trie.datasize };
  const dyld =
    file.readCommand(LC_DYLD_INFO_ONLY, machoDyldInfo) ?? file.readCommand(LC_DYLD_INFO, machoDyldInfo);
  return dyld && { offset: dyld.export_off, size: dyld.export_size };
}

interface Node {
  readonly at: number;
  readonly name: string;
}

// Each node is visited once: a trie with cycles is no trie, and ends.
function trieExports(bytes: Uint8Array, offset: number): Export[] {
  const found: Export[] = [];
  const seen = new Set<number>();
  const open: Node[] = [{ at: 0, name: '' }];
  for (let node = open.pop(); node; node = open.pop()) {
    if (seen.has(node.at) || node.at >= bytes.length) continue;
    seen.add(node.at);
    const { kind, children } = readNode(bytes, node);
    if (kind !== undefined) found.push({ name: node.name, kind });
    if (found.length > most || node.name.length > longestName)
      throw new InspectError('export trie', offset + node.at, {
        code: 'at most',
        most,
        of: 'symbols',
      });
    open.push(...children.reverse());
  }
  return found;
}

function readNode(bytes: Uint8Array, { at, name }: Node): { kind: string | undefined; children: Node[] } {
  const reader = new Leb128Reader(bytes, at, bytes.length);
  const size = reader.unsigned('terminal size');
  const start = reader.skip(size, 'terminal');
  let kind: string | undefined;
  if (size > 0) {
    const flags = new Leb128Reader(bytes, start, bytes.length).unsigned('export flags');
    kind = flags & 8 ? 're-export' : (kinds[flags & 3] ?? '');
  }
  const count = reader.u8('child count');
  const children = Array.from({ length: count }, () => {
    const edge = readEdge(bytes, reader);
    return { name: name + edge, at: reader.unsigned('child offset') };
  });
  return { kind, children };
}

function readEdge(bytes: Uint8Array, reader: Leb128Reader): string {
  const from = reader.offset;
  const end = bytes.indexOf(0, from);
  if (end < 0) throw new InspectError('export trie', from, { code: 'zeros', count: 1 });
  reader.skip(end - from + 1, 'edge');
  return new TextDecoder().decode(bytes.subarray(from, end));
}
