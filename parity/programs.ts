// The programs that every target is built from: programs/*.txtar.
import type { ProjectFile } from '../src/project/file.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseTxtar } from '../src/project/txtar.ts';
import { survey } from '../workers/go/survey.ts';

const folder = fileURLToPath(new URL('programs/', import.meta.url));

/** A program with its main package at the root. */
export interface ParityProgram {
  /** Name of its archive, without the ending. */
  name: string;
  files: ProjectFile[];
}

/** All programs, the smallest first. */
export function readPrograms(): ParityProgram[] {
  const programs = readdirSync(folder)
    .filter((file) => file.endsWith('.txtar'))
    .map((file) => ({
      name: file.slice(0, -'.txtar'.length),
      files: parseTxtar(readFileSync(folder + file, 'utf8')).files,
    }));
  return programs.sort((a, b) => a.files.length - b.files.length);
}

/**
 * What packs must hold so that the page compiles nothing of std for these programs: the value for
 * `npm run toolchain -- --std`. With less, parity still holds, but takes much longer.
 */
export function parityStd(): string {
  const imports = readPrograms().flatMap(({ files }) => [...survey(files).std]);
  return ['hello', ...[...new Set(imports)].sort()].join(',');
}
