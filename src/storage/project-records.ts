// Decides which records of a kept project are written: those of files that changed, and a small one that holds them together.
import type { ProjectFile } from '../project/file.ts';
import type { Draft, DraftRest } from './draft.ts';

/** The small record: everything but contents. All records that it names exist, because they are written together. */
export interface ProjectHead {
  /** The browser tab it was typed in: each tab gets its own project back. */
  tab: string;
  /** Milliseconds since 1970. */
  savedAt: number;
  /** Another one with every writing. Whoever finds the stamp of his own last writing knows what the records hold. */
  stamp: string;
  /** In the order of the tabs; `key` is that of the record with the content. */
  files: { path: string; key: string }[];
  rest: DraftRest;
}

/** A content and the record that holds it. */
export interface KeptFile extends ProjectFile {
  key: string;
}

/** What one writing does, all of it or nothing. */
export interface Writing {
  head: ProjectHead;
  puts: { key: string; content: ProjectFile['content'] }[];
  deletes: string[];
  /** What the records hold afterwards. */
  kept: KeptFile[];
}

/**
 * Plans a writing of the draft. `kept` is what the writer knows of the records, `found` the head that is there now: when
 * somebody else has written meanwhile (a duplicated tab has the same name) nothing is known, and all is written anew.
 */
export function planWriting(
  draft: Draft,
  identity: Pick<ProjectHead, 'tab' | 'savedAt' | 'stamp'>,
  known: { stamp: string; kept: readonly KeptFile[] } | undefined,
  found: ProjectHead | undefined,
  newKey: () => string,
): Writing {
  const isKnown = found !== undefined && found.stamp === known?.stamp;
  const { files, ...rest } = draft;
  const keys = keysFor(files, isKnown ? known.kept : []);
  const kept = files.map(({ path, content }, index): KeptFile => ({
    path,
    content,
    key: keys[index]?.key ?? newKey(),
  }));
  const used = new Set(kept.map(({ key }) => key));
  return {
    head: { ...identity, files: kept.map(({ path, key }) => ({ path, key })), rest },
    puts: kept.flatMap(({ key, content }, index) =>
      keys[index]?.content === content ? [] : [{ key, content }],
    ),
    deletes: (found?.files ?? []).map(({ key }) => key).filter((key) => !used.has(key)),
    kept,
  };
}

/** The record that each file continues: the one of its path, or after a new name the one of its content. */
function keysFor(files: readonly ProjectFile[], kept: readonly KeptFile[]): (KeptFile | undefined)[] {
  const free = new Set(kept);
  const take = (record: KeptFile | undefined) => {
    if (record) free.delete(record);
    return record;
  };
  const byPath = new Map(kept.map((record) => [record.path, record]));
  const same = files.map(({ path }) => take(byPath.get(path)));
  return same.map(
    (record, index) => record ?? take([...free].find(({ content }) => content === files[index]?.content)),
  );
}
