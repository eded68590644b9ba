// The programs that are built over and over: programs/*.txtar.
import { readFileSync } from 'node:fs';
import { parseTxtar } from '../src/project/txtar.ts';

/** A program of one file, and the go.mod that a new project in the page has. */
export interface BenchProgram {
  goMod: string;
  main: string;
}

/** Reads programs/NAME.txtar. */
export function readProgram(name: string): BenchProgram {
  const { files } = parseTxtar(readFileSync(new URL(`programs/${name}.txtar`, import.meta.url), 'utf8'));
  const content = (path: string): string => {
    const file = files.find((candidate) => candidate.path === path);
    if (!file) throw new Error(`programs/${name}.txtar has no ${path}`);
    return file.content;
  };
  return { goMod: content('go.mod'), main: content('main.go') };
}
