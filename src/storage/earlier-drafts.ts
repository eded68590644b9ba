// Reads the drafts that earlier versions of the page have kept, whole projects of text, and removes them once they are kept anew.
import { delMany, entries } from 'idb-keyval';
import { isDraft, type Draft } from './draft.ts';

/** A draft of an earlier version. */
export interface EarlierDraft {
  tab: string;
  savedAt: number;
  draft: Draft;
}

const prefix = 'draft:';
/** One for all tabs: what was typed in the last moment before a page went away. */
const pendingKey = 'anyport-pending-draft';

/** All of them. Rejects when the storage refuses. */
export async function earlierDrafts(): Promise<EarlierDraft[]> {
  const all = await entries<string, unknown>();
  const kept = all.filter(([key]) => String(key).startsWith(prefix)).map(([, value]) => value);
  return [...kept, pending()].filter(isEarlierDraft);
}

/** Removes those of some tabs, or all. */
export async function removeEarlierDrafts(tabs?: readonly string[]): Promise<void> {
  const keys = (await entries<string, unknown>()).map(([key]) => String(key));
  const isMeant = (key: string) => !tabs || tabs.includes(key.slice(prefix.length));
  await delMany(keys.filter((key) => key.startsWith(prefix) && isMeant(key)));
  const last = pending();
  if (!tabs || !isEarlierDraft(last) || tabs.includes(last.tab)) localStorage.removeItem(pendingKey);
}

function pending(): unknown {
  try {
    return JSON.parse(localStorage.getItem(pendingKey) ?? 'null');
  } catch {
    return undefined;
  }
}

function isEarlierDraft(value: unknown): value is EarlierDraft {
  const { tab, savedAt, draft } = (value ?? {}) as Partial<EarlierDraft>;
  return typeof tab === 'string' && typeof savedAt === 'number' && isDraft(draft);
}
