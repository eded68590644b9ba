// The inspector's part of the page's address: #inspect/<panel>/<item>.
import type { HeaderField, HeadersPart } from '../binary/told/json-headers.ts';

/** The panels, in the order of their tabs. */
export const panels = [
  'summary',
  'headers',
  'sections',
  'symbols',
  'linkage',
  'go',
  'sizes',
  'run',
  'compare',
  'strings',
  'hex',
  'disassembly',
] as const;

export type Panel = (typeof panels)[number];

/** A place in the inspector: a panel, and what is chosen in it (a field, a section, a search), empty for nothing. */
export interface Place {
  readonly panel: Panel;
  readonly item: string;
}

const prefix = '#inspect';

/** parseAddress returns the place a hash leads to, undefined when it does not lead into the inspector. */
export function parseAddress(hash: string): Place | undefined {
  const [start, name = '', ...rest] = hash.split('/');
  if (start !== prefix) return undefined;
  const panel = panels.find((each) => each === name) ?? 'summary';
  return { panel, item: decoded(rest.join('/')) };
}

/** formatAddress writes the hash that leads to a place. */
export function formatAddress({ panel, item }: Place): string {
  return item ? `${prefix}/${panel}/${encodeURIComponent(item)}` : `${prefix}/${panel}`;
}

// An address somebody has cut off may end within an escape.
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** fieldItem names a field for the address: its name, with the offset unless it is the first of that name. */
export function fieldItem(part: HeadersPart, field: HeaderField): string {
  const first = allFields(part).find((each) => each.name === field.name);
  return first?.offset === field.offset ? field.name : `${field.name}@0x${field.offset.toString(16)}`;
}

/** findField returns the field that an item of an address names. */
export function findField(part: HeadersPart, item: string): HeaderField | undefined {
  const [, name = item, offset] = /^(.*)@0x([0-9a-f]+)$/.exec(item) ?? [];
  const fields = allFields(part).filter((field) => field.name === name);
  if (offset === undefined) return fields[0];
  return fields.find((field) => field.offset === Number.parseInt(offset, 16));
}

function allFields(part: HeadersPart): HeaderField[] {
  return part.headers.flatMap((header) => header.fields);
}
