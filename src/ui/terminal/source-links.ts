// Makes places in source files that a program prints into links of the terminal.
import type { ILink, ILinkProvider, Terminal } from '@xterm/xterm';
import { sourcePlaces, type SourcePlace } from '../../terminal/source-places.ts';

/** Links for the places that `open` gives a function for; xterm counts rows and cells from 1. */
export function sourceLinks(
  xterm: Terminal,
  open: (place: SourcePlace) => (() => void) | undefined,
): ILinkProvider {
  return {
    provideLinks(row, callback) {
      const text = xterm.buffer.active.getLine(row - 1)?.translateToString(true) ?? '';
      const links = sourcePlaces(text).flatMap((place): ILink[] => {
        const activate = open(place);
        const range = { start: { x: place.start + 1, y: row }, end: { x: place.end, y: row } };
        return activate ? [{ range, text: text.slice(place.start, place.end), activate }] : [];
      });
      callback(links.length > 0 ? links : undefined);
    },
  };
}
