// Keeps what IndexedDB may not finish to keep when a page goes away: in localStorage, which is written before the call returns.
import {
  contentFrom,
  contentText,
  isDraftRest,
  type ContentText,
  type Draft,
  type DraftRest,
} from './draft.ts';
import type { KeptFile } from './project-records.ts';

/** A project with what changed last; other contents are in the records that it names. */
export interface LastMoment {
  tab: string;
  savedAt: number;
  files: ({ path: string; key: string } | ({ path: string } & ContentText))[];
  rest: DraftRest;
}

const prefix = 'anyport-last-moment:';

/** Keeps the draft of a tab, without the contents that `kept` holds already. False when there is no room, or none at all. */
export function keepLastMoment(
  tab: string,
  savedAt: number,
  draft: Draft,
  kept: readonly KeptFile[],
): boolean {
  const { files, ...rest } = draft;
  const value: LastMoment = {
    tab,
    savedAt,
    files: files.map(({ path, content }) => {
      const record = kept.find((file) => file.content === content);
      return record ? { path, key: record.key } : { path, ...contentText(content) };
    }),
    rest,
  };
  try {
    localStorage.setItem(prefix + tab, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** What the tabs of this browser kept at their last moment. */
export function lastMoments(): LastMoment[] {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    return keys.map((key) => parsed(localStorage.getItem(key))).filter(isLastMoment);
  } catch {
    return [];
  }
}

/** The draft, with the contents that `read` finds by their keys; undefined when one is gone. */
export function draftOf({ files, rest }: LastMoment, read: ReadonlyMap<string, unknown>): unknown {
  const whole = files.map((file) => ({
    path: file.path,
    content: 'key' in file ? read.get(file.key) : contentFrom(file),
  }));
  return { files: whole, ...rest };
}

/** Removes those of some tabs, or all. */
export function removeLastMoments(tabs?: readonly string[]): void {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    const isMeant = (key: string) => !tabs || tabs.includes(key.slice(prefix.length));
    for (const key of keys.filter(isMeant)) localStorage.removeItem(key);
  } catch {
    // Nothing is kept where nothing can be.
  }
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
}

function isLastMoment(value: unknown): value is LastMoment {
  const { tab, savedAt, files, rest } = (value ?? {}) as Partial<LastMoment>;
  return typeof tab === 'string' && typeof savedAt === 'number' && Array.isArray(files) && isDraftRest(rest);
}
