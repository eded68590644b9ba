// Finds what would have a build read, write or start something that is not in its project: no link may ask for that.
import { bytesOf, type ProjectFile } from '../project/file.ts';
import { splitQuoted } from '../project/ldflags.ts';
import type { Settings } from '../project/settings.ts';

/** Something that leads out of the project. */
export type ForeignInput =
  /** A flag that is not on the list of those that only change what is compiled and linked. */
  | { readonly where: 'ldflags' | 'gcflags' | 'asmflags'; readonly flag: string }
  /** A value that go would not take as one, such as tags with spaces. */
  | { readonly where: 'tags' | 'experiment' | 'fips140'; readonly flag: string }
  /** A folder outside, named by go.mod or go.work. */
  | { readonly where: 'go.mod' | 'go.work'; readonly path: string };

// What the tools of a release know beyond these reads or writes files, starts programs, or only prints.
// cmd/link/internal/ld/main.go:
const linkerFlags =
  /^-(?:s|w|H=(?:windows|windowsgui)|X|X=.*|B=.*|E=.*|T=.*|R=.*|buildid=.*|compressdwarf(?:=.*)?|checklinkname(?:=.*)?|bindnow(?:=.*)?|aslr(?:=.*)?|funcalign=.*|linkmode=internal|randlayout=.*|strictdups=.*|debugtextsize=.*|macos=.*|macsdk=.*)$/s;
// cmd/compile/internal/base/flag.go:
const compilerFlags =
  /^-(?:N|l(?:=\d+)?|l{2,4}|B|C|L|e|m(?:=\d+)?|m{2,4}|S(?:=\d+)?|c=\d+|t|v|w|wb(?:=.*)?|dwarf(?:=.*)?|dwarflocationlists(?:=.*)?|dwarfbasentries(?:=.*)?|lang=go[\d.]+|shared|dynlink|smallframes|spectre=.*|d=.*)$/s;
// cmd/asm/internal/flags/flags.go:
const assemblerFlags = /^-(?:S|D=?.*|dynlink|shared|spectre=.*|v|e|debug)$/s;

/** Options of -d that make the compiler write a file (cmd/compile/internal/base/debug.go). */
const writes = /(?:^|,)(?:dump|pgodump|html|ssa\/.*dump)/i;

/** All that leads out of a project; empty for one that stands by itself. */
export function foreignInputs(settings: Settings, files: readonly ProjectFile[]): ForeignInput[] {
  return [...inSettings(settings), ...files.flatMap(inFile)];
}

function inSettings({ ldflags, gcflags, asmflags, tags, experiment, fips140 }: Settings): ForeignInput[] {
  const flags = (where: 'ldflags' | 'gcflags' | 'asmflags', value: string, known: RegExp) =>
    foreignFlags(value, known).map((flag) => ({ where, flag }));
  const value = (where: 'tags' | 'experiment' | 'fips140', text: string) =>
    /^[\p{L}\p{N}_.,]*$/u.test(text.trim()) ? [] : [{ where, flag: text.trim() }];
  return [
    ...flags('ldflags', ldflags, linkerFlags),
    ...flags('gcflags', gcflags, compilerFlags),
    ...flags('asmflags', asmflags, assemblerFlags),
    ...value('tags', tags.replace(/[ \t]+/g, ',')),
    ...value('experiment', experiment),
    ...value('fips140', fips140),
  ];
}

/** The words of a value, without the pattern of packages in front, that are not known. */
function foreignFlags(value: string, known: RegExp): string[] {
  const list = /^(?:(?!-)[^=]*=)?([\s\S]*)$/.exec(value.trim())?.[1] ?? '';
  const words = splitQuoted(list);
  if (!words) return [value.trim()];
  const foreign: string[] = [];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    // go takes two dashes for one.
    const flag = word.replace(/^--(?=.)/, '-');
    if (!known.test(flag) || (flag.startsWith('-d=') && writes.test(flag.slice(3)))) foreign.push(word);
    // Its value is a word of its own.
    if (flag === '-X') words.shift();
  }
  return foreign;
}

function inFile(file: ProjectFile): ForeignInput[] {
  const name = /(?:^|\/)(go\.mod|go\.work)$/.exec(file.path)?.[1];
  if (name !== 'go.mod' && name !== 'go.work') return [];
  const text = new TextDecoder().decode(bytesOf(file));
  const folder = file.path.split('/').slice(0, -1);
  return [...replacements(text), ...(name === 'go.work' ? uses(text) : [])]
    .filter((path) => leadsOut(folder, path))
    .map((path) => ({ where: name, path }));
}

/** Folders that replace modules (go.dev/ref/mod#go-mod-file-replace); a module's path begins with neither dot nor slash. */
function replacements(text: string): string[] {
  return [...text.matchAll(/=>[ \t]*(?:"([^"\n]*)"|`([^`\n]*)`|(\S+))/g)]
    .map(([, double, raw, bare]) => double ?? raw ?? bare ?? '')
    .filter(isFolder);
}

/** Folders of a workspace (go.dev/ref/mod#go-work-file-use). */
function uses(text: string): string[] {
  const code = text.replace(/\/\/.*$/gm, '');
  const blocks = [...code.matchAll(/^[ \t]*use[ \t]*\(([^)]*)\)/gm)].flatMap(([, block = '']) =>
    block.split(/\s+/),
  );
  const lines = [...code.matchAll(/^[ \t]*use[ \t]+([^\s(]+)/gm)].map(([, path = '']) => path);
  return [...blocks, ...lines].map((path) => path.replace(/^["`]|["`]$/g, '')).filter(Boolean);
}

const isFolder = (path: string) => /^(?:\.{1,2}(?:[\\/]|$)|[\\/]|[A-Za-z]:)/.test(path);

function leadsOut(folder: readonly string[], path: string): boolean {
  if (/^(?:[\\/]|[A-Za-z]:)/.test(path)) return true;
  let depth = folder.length;
  for (const part of path.split(/[\\/]/)) {
    if (part === '..') depth -= 1;
    else if (part !== '' && part !== '.') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}
