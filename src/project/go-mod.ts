// What a go.mod file says: the module's path, and what it requires.

/** The path that the text of a go.mod gives its module (go.dev/ref/mod#go-mod-file-module); undefined when it gives none. */
export function modulePathIn(goMod: string): string | undefined {
  return /^[ \t]*module[ \t]+"?([^\s"]+)/m.exec(goMod)?.[1];
}

/** A module at a version. */
export interface RequiredModule {
  path: string;
  version: string;
}

/** What the text of a go.mod requires (go.dev/ref/mod#go-mod-file-require), in order, indirect ones included. */
export function requiredModules(goMod: string): RequiredModule[] {
  const code = goMod.replace(/\/\/.*$/gm, '');
  const blocks = [...code.matchAll(/^[ \t]*require[ \t]*\(([^)]*)\)/gm)].map(([, lines = '']) => lines);
  const single = [...code.matchAll(/^[ \t]*require[ \t]+([^(\n]+)$/gm)].map(([, line = '']) => line);
  return [...blocks, ...single]
    .flatMap((lines) => [...lines.matchAll(/^\s*["`]?([^\s"`]+)["`]?[ \t]+(v[^\s]+)/gm)])
    .map(([, path = '', version = '']) => ({ path, version }));
}
