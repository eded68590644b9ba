// Decides which paths a file of the project may have.

const FORBIDDEN = /["'*<>?`|\\:\p{Cc}]/u;

/**
 * Says what is wrong with a path for a file beside the others, in words for the user; undefined when it is fine.
 * The characters follow golang.org/x/mod/module.CheckFilePath, so that a project stays a valid module on every system.
 */
export function pathProblem(path: string, others: readonly string[]): string | undefined {
  if (path.trim() === '') return 'Give the file a name.';
  if (path !== path.trim()) return 'A name cannot begin or end with a space.';
  if (path.startsWith('/')) return 'The name must be relative to the project: it cannot begin with “/”.';
  const forbidden = FORBIDDEN.exec(path);
  if (forbidden) return `The character “${forbidden[0]}” is not allowed in a file name.`;
  return segmentProblem(path.split('/')) ?? clash(path, others);
}

function segmentProblem(segments: string[]): string | undefined {
  if (segments.at(-1) === '') return 'The name of a folder alone is not enough: add a file name after “/”.';
  if (segments.includes('')) return 'A folder name is empty: remove the doubled “/”.';
  if (segments.includes('..') || segments.includes('.')) {
    return 'The name must stay inside the project: “.” and “..” are not allowed.';
  }
  if (segments.some((segment) => segment.length > 255)) return 'The name is too long.';
  return undefined;
}

function clash(path: string, others: readonly string[]): string | undefined {
  if (others.includes(path)) return `There is already a file named ${path}.`;
  const folder = others.find((other) => other.startsWith(`${path}/`));
  if (folder !== undefined) return `${path} is already a folder, because of ${folder}.`;
  const file = others.find((other) => path.startsWith(`${other}/`));
  return file === undefined ? undefined : `${file} is a file, so it cannot be a folder too.`;
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
