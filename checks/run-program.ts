// Runs a program of a check to its exit, and keeps and prints what it says.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Ended } from './counts.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Takes text for the terminal. */
export type Print = (text: string) => void;

/** Runs a program in the repository's root. Standard error goes where standard output goes. */
export function runProgram(
  program: string,
  args: readonly string[],
  print: Print,
  env: Record<string, string> = {},
): Promise<Omit<Ended, 'reportFile'>> {
  return new Promise((resolve, reject) => {
    // npm is a script on Windows, which only a shell can start.
    const shell = process.platform === 'win32';
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output.push(text);
        print(text);
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ exitCode: code ?? 1, output: output.join('') }));
  });
}
