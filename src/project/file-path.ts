// Decides which paths a file of the project may have.

// Half of a surrogate pair has no bytes in any file system.
const FORBIDDEN = /["'*<>?`|\\:\p{Cc}\p{Cs}]/u;

/** What is wrong with a path for a file. */
export type PathProblem =
  | {
      kind: 'empty' | 'outer space' | 'absolute' | 'folder only' | 'doubled slash' | 'outside' | 'too long';
    }
  /** The character is not allowed. */
  | { kind: 'character'; character: string }
  | { kind: 'taken'; path: string }
  /** The path is a folder, because the file lies in it. */
  | { kind: 'is folder'; path: string; file: string }
  /** One of the folders of the path is a file. */
  | { kind: 'is file'; file: string };

/**
 * What is wrong with a path for a file beside the others; undefined when it is fine.
 * The characters follow golang.org/x/mod/module.CheckFilePath, so that a project stays a valid module on every system.
 */
export function pathProblem(path: string, others: readonly string[]): PathProblem | undefined {
  if (path.trim() === '') return { kind: 'empty' };
  if (path !== path.trim()) return { kind: 'outer space' };
  if (path.startsWith('/')) return { kind: 'absolute' };
  const forbidden = FORBIDDEN.exec(path);
  if (forbidden) return { kind: 'character', character: forbidden[0] };
  return segmentProblem(path.split('/')) ?? clash(path, others);
}

function segmentProblem(segments: string[]): PathProblem | undefined {
  if (segments.at(-1) === '') return { kind: 'folder only' };
  if (segments.includes('')) return { kind: 'doubled slash' };
  if (segments.includes('..') || segments.includes('.')) return { kind: 'outside' };
  if (segments.some((segment) => segment.length > 255)) return { kind: 'too long' };
  return undefined;
}

function clash(path: string, others: readonly string[]): PathProblem | undefined {
  if (others.includes(path)) return { kind: 'taken', path };
  const inFolder = others.find((other) => other.startsWith(`${path}/`));
  if (inFolder !== undefined) return { kind: 'is folder', path, file: inFolder };
  const file = others.find((other) => path.startsWith(`${other}/`));
  return file === undefined ? undefined : { kind: 'is file', file };
}

/** The text a new file starts with: a Go file gets the package clause that its folder asks for. */
export function initialContent(path: string): string {
  if (path.endsWith('.go')) return `package ${packageName(path)}\n`;
  if (path.endsWith('.s')) return '#include "textflag.h"\n';
  return '';
}

function packageName(path: string): string {
  const folder = path.split('/').at(-2) ?? 'main';
  const name = folder.toLowerCase().replace(/[^\p{L}\p{Nd}_]/gu, '');
  return /^[\p{L}_]/u.test(name) ? name : 'main';
}
