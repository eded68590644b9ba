// Says in one plain sentence what each field of a header is for.
import { m } from './compiled/fields.js';

// Structures are named "Load command LC_MAIN" or "Section .text": the first words tell the kind.
const kinds = [
  'Mach-O header',
  'Universal header',
  'Module header',
  'a.out header',
  'Archive header',
  'Data directory',
  'Load command',
  'Section',
  'Slice',
];

const sentences: ReadonlyMap<string, () => string> = new Map(Object.entries(m));

/** fieldSentence says what a field of a structure is for; empty for the few fields nobody looks at. */
export function fieldSentence(structure: string, field: string): string {
  const kind = kinds.find((each) => structure.startsWith(each)) ?? '';
  const sentence = sentences.get(keyOf(`${kind}.${field}`)) ?? sentences.get(keyOf(field));
  return sentence?.() ?? '';
}

const keyOf = (name: string) => name.replaceAll(/\W+/g, '_');
