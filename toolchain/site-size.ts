// How large a prepared release is on the host that serves it.
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** Bytes and number of files of one kind. */
export interface KindSize {
  kind: string;
  files: number;
  size: number;
}

function kindOf(file: string): string {
  if (file.endsWith('.br')) return 'the same with brotli (.br)';
  if (file.endsWith('.gz')) return 'tools with gzip (.gz)';
  if (file.endsWith('.wasm')) return 'tools';
  return /(^|[\\/])blobs[\\/]/.test(file) ? 'packages and sources' : 'indexes and the rest';
}

/** Sizes of all files below a folder, largest kind first. */
export async function measureFolder(folder: string): Promise<KindSize[]> {
  const kinds = new Map<string, KindSize>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const kind = kindOf(path.relative(folder, file));
    const sum = kinds.get(kind) ?? { kind, files: 0, size: 0 };
    kinds.set(kind, { kind, files: sum.files + 1, size: sum.size + (await stat(file)).size });
  }
  return [...kinds.values()].sort((a, b) => b.size - a.size);
}

/** One line for each kind, and one for all. */
export function describeSize(kinds: readonly KindSize[]): string[] {
  const line = ({ kind, files, size }: KindSize) =>
    `${(size / 1e6).toFixed(1).padStart(9)} MB ${String(files).padStart(6)} files  ${kind}`;
  const total = kinds.reduce(
    (sum, { files, size }) => ({ ...sum, files: sum.files + files, size: sum.size + size }),
    { kind: 'in all', files: 0, size: 0 },
  );
  return [...kinds, total].map(line);
}
