// The places of the page, and how its address names them: #targets, #storage, #inspect/<panel>/<item>, links.
import type { HeaderField, HeadersPart } from '../binary/document/headers.ts';
import { isLink } from '../link/is-link.ts';

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
export interface InspectPlace {
  readonly view: 'inspect';
  readonly panel: Panel;
  readonly item: string;
}

/**
 * Where the user is. `results` is a view of its own on narrow screens only; elsewhere it stands beside the code. At `link` is
 * the project that the fragment holds. In the code, `link` is a fragment that nobody knows: it is left alone.
 */
export type Place =
  | { readonly view: 'code'; readonly link: string }
  | { readonly view: 'results' }
  | { readonly view: 'targets' }
  | InspectPlace
  | { readonly view: 'storage' }
  | { readonly view: 'link'; readonly link: string };

export type View = Place['view'];

/** The place a hash leads to; one that nobody knows leads to the code. */
export function parse(hash: string): Place {
  if (isLink(hash)) return { view: 'link', link: hash };
  const [start, name = '', ...rest] = hash.split('/');
  switch (start) {
    case '#results':
    case '#targets':
    case '#storage':
      return name === '' ? { view: views[start] } : { view: 'code', link: hash };
    case '#inspect':
      return { view: 'inspect', panel: panelOf(name), item: decoded(rest.join('/')) };
    default:
      return { view: 'code', link: hash === '#' ? '' : hash };
  }
}

/** The hash that leads to a place; empty for the code without a link. */
export function format(place: Place): string {
  if (place.view === 'code' || place.view === 'link') return place.link;
  if (place.view !== 'inspect') return `#${place.view}`;
  const { panel, item } = place;
  return item ? `#inspect/${panel}/${encodeURIComponent(item)}` : `#inspect/${panel}`;
}

/** Whether the way from one place to another is a step that the browser's Back undoes: items of one panel are none. */
export function isStep(from: Place, to: Place): boolean {
  if (from.view === 'inspect' && to.view === 'inspect') return from.panel !== to.panel;
  if (from.view === 'link' && to.view === 'link') return from.link !== to.link;
  return from.view !== to.view;
}

const views = { '#results': 'results', '#targets': 'targets', '#storage': 'storage' } as const;

function panelOf(name: string): Panel {
  return panels.find((each) => each === name) ?? 'summary';
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
