// Tells the files that Go never compiles as a part of their package.

/** Reports whether a file is a program that std keeps beside a package for `go generate`. */
export function isIgnored(source: string): boolean {
  return /^\/\/go:build ignore\s*$/m.test(source);
}
