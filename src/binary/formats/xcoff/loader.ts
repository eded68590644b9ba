// What an XCOFF file asks of the loader of AIX: libraries and symbols.
import { symbolCount, type Import } from '../../binary-file.ts';
import { latin1Of, type ByteReader } from '../../read/byte-reader.ts';
import { layoutSize, readStruct } from '../../read/layout.ts';
import { StringTable } from '../../read/string-table.ts';
import type { XcoffFile } from './file.ts';
import { xcoffLoader32, xcoffLoader64, xcoffLoaderSymbol32, xcoffLoaderSymbol64 } from './layout.ts';

/** ImportFiles is where the loader searches, and the archive members it needs, written path/base(member). */
export interface ImportFiles {
  readonly searchPath: readonly string[];
  readonly libraries: readonly string[];
}

const L_IMPORT = 0x40;

/** importFiles reads the import file IDs: triples of texts, the first holding the search path. */
export function importFiles(file: XcoffFile): ImportFiles {
  const loader = file.loader();
  if (!loader) return { searchPath: [], libraries: [] };
  const { l_impoff, l_istlen, l_nimpid } = loader.header;
  const texts = latin1Of(loader.reader.range(l_impoff, l_istlen, 'l_istlen')).split('\0');
  const count = Math.min(l_nimpid, Math.floor(texts.length / 3));
  const libraries = Array.from({ length: Math.max(0, count - 1) }, (_, i) => {
    const [path = '', base = '', member = ''] = texts.slice(3 * i + 3, 3 * i + 6);
    return `${path ? `${path}/` : ''}${base}${member ? `(${member})` : ''}`;
  });
  return { searchPath: (texts[0] ?? '').split(':').filter(Boolean), libraries };
}

/** readLoaderImports lists the imported symbols with their library. */
export function readLoaderImports(file: XcoffFile): Import[] {
  const loader = file.loader();
  if (!loader) return [];
  const { header, reader } = loader;
  const names = new StringTable(reader.range(header.l_stoff, header.l_stlen, 'l_stlen'), 'l_offset');
  const layout = file.class === 64 ? xcoffLoaderSymbol64 : xcoffLoaderSymbol32;
  const size = layoutSize(layout, reader.wordSize);
  const start = reader.check(symbolsAt(file, reader), header.l_nsyms * size, 'l_nsyms');
  symbolCount('l_nsyms', start, header.l_nsyms * size, size);
  const { libraries } = file.importFiles();
  const imports: Import[] = [];
  for (let i = 0; i < header.l_nsyms; i++) {
    const at = start + i * size;
    const symbol = readStruct(reader, layout, at);
    if ((symbol.l_smtype & L_IMPORT) === 0) continue;
    const isShort = 'l_zeroes' in symbol && symbol.l_zeroes !== 0;
    const name = isShort ? reader.fixedText(at, 8, 'l_name') : names.at(symbol.l_offset);
    imports.push({ name, library: libraries[symbol.l_ifile - 1] });
  }
  return imports;
}

// The 64-bit header says where the symbols are; the 32-bit one has them right after itself.
function symbolsAt(file: XcoffFile, reader: ByteReader): bigint {
  return file.class === 64
    ? readStruct(reader, xcoffLoader64, 0).l_symoff
    : BigInt(layoutSize(xcoffLoader32));
}
