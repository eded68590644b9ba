// The title of the document: the place, and in the inspector the file.
import type { Place } from '../../state/address.ts';
import { m } from '../../words/compiled/shell.js';
import { PLACES } from './places.ts';

/** The title at a place; `file` is the name of the inspected file. */
export function titleAt({ view }: Place, file: string | undefined): string {
  if (view === 'code') return m.title_start();
  const label = PLACES.find((entry) => entry.view === view)!.label();
  return m.title_place({ place: view === 'inspect' && file !== undefined ? `${file}, ${label}` : label });
}
