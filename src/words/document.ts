// Says what the parts of the inspector's document tell in codes.
import type { Caveat } from '../binary/document/go.ts';
import type { Refusal } from '../binary/go/build-settings.ts';
import type { SharedSize } from '../binary/go/sizes.ts';
import { m } from './compiled/document.js';

/** caveatSentence says what a program does not tell of its build. */
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
    case 'ldflags_inferred':
      return m.caveat_ldflags_inferred();
    case 'stamp':
      return m.caveat_stamp(caveat);
    case 'removed':
      return m.caveat_removed();
    case 'never_recorded':
      return m.caveat_never_recorded();
    case 'not_inferred':
      return m.caveat_not_inferred();
    case 'sums':
      return m.caveat_sums();
  }
}

/** refusalReason says why a setting that a file claims is not part of the command. */
export function refusalReason(refusal: Refusal): string {
  return { unknown: m.refused_unknown, value: m.refused_value, reach: m.refused_reach }[refusal]();
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
  '(small packages)': m.size_small_packages,
  '(small symbols)': m.size_small_symbols,
};

const sharedNames: ReadonlyMap<string, () => string> = new Map(Object.entries(shared));

/** sizeName names what takes bytes of a file: packages and sections have names of their own. */
export function sizeName(name: string): string {
  return sharedNames.get(name)?.() ?? name;
}
