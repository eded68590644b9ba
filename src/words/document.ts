// Says what the parts of the inspector's document tell in codes.
import type { Caveat } from '../binary/document/go.ts';
import type { SharedSize } from '../binary/go/sizes.ts';
import { m } from './compiled/document.js';

/** caveatSentence says what the build information of a program does not record. */
export function caveatSentence(caveat: Caveat): string {
  switch (caveat.code) {
    case 'ldflags':
      return m.caveat_ldflags();
    case 'files':
      return m.caveat_files();
    case 'modified':
      return m.caveat_modified();
    case 'version':
      return m.caveat_version();
    case 'foreign':
      return m.caveat_foreign({ count: caveat.count });
  }
}

const shared: Readonly<Record<SharedSize, () => string>> = {
  '(types)': m.size_types,
  '(texts)': m.size_texts,
  '(interfaces)': m.size_interfaces,
  '(collector)': m.size_collector,
  '(line table)': m.size_line_table,
  '(others)': m.size_others,
  '(headers)': m.size_headers,
  '(debugging)': m.size_debugging,
  '(symbol table)': m.size_symbol_table,
  '(unnamed)': m.size_unnamed,
};

const sharedNames: ReadonlyMap<string, () => string> = new Map(Object.entries(shared));

/** sizeName names what takes bytes of a file: packages and sections have names of their own. */
export function sizeName(name: string): string {
  return sharedNames.get(name)?.() ?? name;
}
