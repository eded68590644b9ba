// The places of the page, in the order of the rail.
import { m } from '../../words/compiled/shell.js';
import { format, type Place, type View } from '../../state/address.ts';

/** One entry of the rail. */
export interface PlaceEntry {
  readonly view: View;
  readonly label: () => string;
  /** Path of a 16 × 16 drawing in strokes. */
  readonly icon: string;
  readonly keys: string;
  /** True for what stands beside another place where there is room. */
  readonly isNarrowOnly?: boolean;
  /** True for what is there only once a link was opened. */
  readonly isOfLink?: boolean;
}

export const PLACES: readonly PlaceEntry[] = [
  {
    view: 'code',
    label: m.place_code,
    icon: 'm5.5 4.5-3.5 3.5 3.5 3.5M10.5 4.5l3.5 3.5-3.5 3.5',
    keys: 'Alt+Shift+C',
  },
  {
    view: 'results',
    label: m.place_results,
    icon: 'm2 4.5 1.3 1.3L6 3M8.5 4.5H14M2 11l1.3 1.3L6 9.5M8.5 11H14',
    keys: 'Alt+Shift+R',
    isNarrowOnly: true,
  },
  {
    view: 'targets',
    label: m.place_targets,
    icon: 'M2.5 2.5H7V7H2.5zM9 2.5h4.5V7H9zM2.5 9H7v4.5H2.5zM9 9h4.5v4.5H9z',
    keys: 'Alt+Shift+T',
  },
  {
    view: 'inspect',
    label: m.place_inspect,
    icon: 'M6.8 11.3a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.2 10.2 14 14',
    keys: 'Alt+Shift+N',
  },
  {
    view: 'storage',
    label: m.place_storage,
    icon: 'M2.5 4c0-1 2.5-1.8 5.5-1.8s5.5.8 5.5 1.8S11 5.8 8 5.8 2.5 5 2.5 4Zm0 0v8c0 1 2.5 1.8 5.5 1.8s5.5-.8 5.5-1.8V4M2.5 8c0 1 2.5 1.8 5.5 1.8s5.5-.8 5.5-1.8',
    keys: 'Alt+Shift+S',
  },
  {
    view: 'link',
    label: m.place_link,
    icon: 'M6.5 9.5a2.6 2.6 0 0 0 3.7 0l2.6-2.6a2.6 2.6 0 0 0-3.7-3.7l-.9.9M9.5 6.5a2.6 2.6 0 0 0-3.7 0L3.200 9.1a2.6 2.6 0 0 0 3.700 3.700l.9-.9',
    keys: 'Alt+Shift+K',
    isOfLink: true,
  },
];

/** The address of a place, for a link that also opens in another tab. */
export function hrefOf(place: Place): string {
  return format(place) || './';
}
