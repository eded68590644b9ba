// Advice that stands beside Go's messages when the page itself sets the limit.

import { filesImportingC, type SourceFile } from './project.ts';

/** Why a build did not give what was hoped for, where the user can do something about it. */
export type Advice =
  /** The files import "C". */
  | { kind: 'cgo'; paths: string[] }
  | { kind: 'unknown-import' }
  | { kind: 'external-linker' }
  | { kind: 'no-executable' };

/** A build that ended by itself, as far as advice needs it. */
export interface BuildEnd {
  exitCode: number;
  output: string;
  hasBinary: boolean;
}

/** The advice for one build, most important first; empty when Go's own messages say it all. */
export function adviceFor(files: readonly SourceFile[], outcome: BuildEnd): Advice[] {
  return [cgoAdvice(files), importAdvice(outcome), linkerAdvice(outcome), noBinaryAdvice(outcome)].filter(
    (advice) => advice !== undefined,
  );
}

function cgoAdvice(files: readonly SourceFile[]): Advice | undefined {
  const paths = filesImportingC(files).map((file) => file.path);
  if (paths.length === 0) return undefined;
  return { kind: 'cgo', paths };
}

// The wordings of cmd/go/internal/modload/import.go and of the vendor and workspace modes.
const UNKNOWN_IMPORT =
  /is not in std|no required module provides package|cannot find module providing package|missing go\.sum entry|module lookup disabled/;

function importAdvice({ exitCode, output }: BuildEnd): Advice | undefined {
  if (exitCode === 0 || !UNKNOWN_IMPORT.test(output)) return undefined;
  return { kind: 'unknown-import' };
}

function linkerAdvice({ exitCode, output }: BuildEnd): Advice | undefined {
  if (exitCode === 0 || !output.includes('requires external (cgo) linking')) return undefined;
  return { kind: 'external-linker' };
}

function noBinaryAdvice({ exitCode, hasBinary }: BuildEnd): Advice | undefined {
  if (exitCode !== 0 || hasBinary) return undefined;
  return { kind: 'no-executable' };
}
