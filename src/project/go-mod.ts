// The module path of a go.mod file.

/** The path that the text of a go.mod gives its module (go.dev/ref/mod#go-mod-file-module); undefined when it gives none. */
export function modulePathIn(goMod: string): string | undefined {
  return /^[ \t]*module[ \t]+"?([^\s"]+)/m.exec(goMod)?.[1];
}
