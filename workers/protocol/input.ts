// How a worker that cannot be suspended asks for typed input: a synchronous POST that the service worker answers.

/** What the header of an answer says (src/project/input-address.ts); the body holds the bytes from `from` on. */
export type InputAnswer =
  /** There are bytes. */
  | 'more'
  /** There will be no more than these. */
  | 'end'
  /** Nothing yet: ask again. */
  | 'again';

/** What the service worker asks every window; each answers through the port that comes with it. */
export interface InputWanted {
  type: 'input-wanted';
  run: string;
  from: number;
  wait: number;
}

/** What the window answers whose run it is: that it is, at once, and then what there is. The others say nothing. */
export type InputTold = { type: 'mine' } | { type: 'input'; bytes: Uint8Array; isEnded: boolean };
