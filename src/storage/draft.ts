// What comes back after a reload, as a value, and its text for the storage that is written at the last moment.
import { pathProblem } from '../project/file-path.ts';
import type { ProjectFile } from '../project/file.ts';
import type { RunSettings } from '../project/run-settings.ts';
import type { Settings } from '../project/settings.ts';
import type { Target } from '../project/target.ts';

/** Everything that comes back after a reload. */
export interface Draft {
  files: ProjectFile[];
  openPath: string;
  target: Target;
  args: string;
  stdin: string;
  /** How programs are run. Absent in older drafts: the defaults. */
  running?: RunSettings;
  /** Absent in drafts from before there were settings: the defaults. */
  settings?: Settings;
  /** The targets that were chosen to be built together, by name. */
  chosenTargets?: string[];
}

/** All of a draft but its files. */
export type DraftRest = Omit<Draft, 'files'>;

/** Reports whether a value from the storage, which anybody may have written, is a draft. */
export function isDraft(value: unknown): value is Draft {
  if (!isDraftRest(value)) return false;
  const { files } = value as Partial<Draft>;
  return Array.isArray(files) && files.length > 0 && files.every(isFile);
}

/** Reports whether a value is a draft but for its files. */
export function isDraftRest(value: unknown): value is DraftRest {
  const { openPath, target, args, stdin } = (value ?? {}) as Partial<Draft>;
  return [openPath, target?.goos, target?.goarch, args, stdin].every((text) => typeof text === 'string');
}

function isFile(value: unknown): value is ProjectFile {
  const { path, content } = (value ?? {}) as Partial<ProjectFile>;
  const hasContent = typeof content === 'string' || content instanceof Uint8Array;
  return hasContent && typeof path === 'string' && pathProblem(path, []) === undefined;
}

/** A content as JSON can hold it. */
export type ContentText = { text: string } | { base64: string };

/** Writes a content for JSON. */
export function contentText(content: ProjectFile['content']): ContentText {
  if (typeof content === 'string') return { text: content };
  let bytes = '';
  // In slices: a call takes so many arguments and no more.
  for (let at = 0; at < content.length; at += 8192)
    bytes += String.fromCharCode(...content.subarray(at, at + 8192));
  return { base64: btoa(bytes) };
}

/** Reads what contentText wrote. Throws for what is not base64. */
export function contentFrom(written: ContentText): ProjectFile['content'] {
  if ('text' in written) return written.text;
  return Uint8Array.from(atob(written.base64), (character) => character.charCodeAt(0));
}
