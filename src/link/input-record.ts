// What expected binaries were made from, as checksums, so that an input that was changed afterwards can be named.
import { crc32 } from '../project/crc32.ts';
import { bytesOf, type ProjectFile } from '../project/file.ts';
import { changedSettings, type Settings } from '../project/settings.ts';
import type { InputRecord } from './linked-project.ts';

/** Two bytes each are enough to name what changed; that something did is told by the SHA-256 of the binary. */
const kept = 0xffff;

/** The record of a project as it is. */
export function recordOf(release: string, settings: Settings, files: readonly ProjectFile[]): InputRecord {
  return { settings: settingsMark(release, settings), files: files.map(fileMark) };
}

/** The name belongs to a file: go compiles by it. */
function fileMark(file: ProjectFile): number {
  const name = new TextEncoder().encode(`${file.path}\n`);
  return crc32(bytesOf(file), crc32(name)) & kept;
}

function settingsMark(release: string, settings: Settings): number {
  const changed = changedSettings(settings).map((name) => [name, settings[name]]);
  return crc32(new TextEncoder().encode(JSON.stringify([release, ...changed]))) & kept;
}

/** An input that is not the one the expected binaries were made from. */
export type ChangedInput =
  /** One or more files were added or removed; which cannot be told. */
  | { readonly input: 'files' }
  | { readonly input: 'file'; readonly path: string }
  /** The release or a setting. */
  | { readonly input: 'settings' };

/** What differs between a record and the project as it is; empty when nothing does. */
export function changedInputs(
  record: InputRecord,
  release: string,
  settings: Settings,
  files: readonly ProjectFile[],
): ChangedInput[] {
  const now = recordOf(release, settings, files);
  const ofSettings: ChangedInput[] = now.settings === record.settings ? [] : [{ input: 'settings' }];
  if (now.files.length !== record.files.length) return [...ofSettings, { input: 'files' }];
  const changed = files.filter((_, index) => now.files[index] !== record.files[index]);
  return [...ofSettings, ...changed.map(({ path }): ChangedInput => ({ input: 'file', path }))];
}
