// Advice that stands beside Go's messages when the page itself sets the limit.

import { filesImportingC, type SourceFile } from './project.ts';

/** What the user can do about a build that did not give what was hoped for. */
export interface Advice {
  title: string;
  text: string;
}

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
  return {
    title: 'cgo is not available here',
    text:
      `${paths.join(', ')} ${paths.length === 1 ? 'imports' : 'import'} "C". cgo needs a C toolchain for the target, ` +
      'which this page does not have: it builds with CGO_ENABLED=0, and go leaves such files out of the build.',
  };
}

// The wordings of cmd/go/internal/modload/import.go and of the vendor and workspace modes.
const UNKNOWN_IMPORT =
  /is not in std|no required module provides package|cannot find module providing package|missing go\.sum entry|module lookup disabled/;

function importAdvice({ exitCode, output }: BuildEnd): Advice | undefined {
  if (exitCode === 0 || !UNKNOWN_IMPORT.test(output)) return undefined;
  return {
    title: 'A package was not found',
    text:
      'For now a program can import the standard library and the packages of its own project. ' +
      'Check the import path, or add the package as files in a folder of this project; modules from the network come later.',
  };
}

function linkerAdvice({ exitCode, output }: BuildEnd): Advice | undefined {
  if (exitCode === 0 || !output.includes('requires external (cgo) linking')) return undefined;
  return {
    title: 'This target needs an external linker',
    text:
      'Go cannot link this port by itself: it calls the C toolchain of the platform, with or without a browser. ' +
      'Pick a target that is marked “builds”.',
  };
}

function noBinaryAdvice({ exitCode, hasBinary }: BuildEnd): Advice | undefined {
  if (exitCode !== 0 || hasBinary) return undefined;
  return {
    title: 'The build gave no executable',
    text: 'The packages compiled, but only “package main” with a func main in the root of the project becomes an executable.',
  };
}
