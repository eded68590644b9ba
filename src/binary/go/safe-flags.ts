// Tells whether flags for compiler, assembler, linker and C compiler, as a file claims them, may stand in a command to copy.
import { parseLdflags, splitQuoted } from '../../project/ldflags.ts';

const onOff = /^(?:|true|false|0|1)$/;
const count = /^\d*$/;
const word = /^[\w.,+@=/:-]*$/;

/** Flags by name, with how a value looks that neither starts a program nor names a file to be written; C for a C compiler's flags. */
type Allowed = ReadonlyMap<string, RegExp | 'C'>;

function allowed(switches: string, others: Readonly<Record<string, RegExp | 'C'>>): Allowed {
  return new Map([...switches.split(',').map((name) => [name, onOff] as const), ...Object.entries(others)]);
}

// The lists of `go tool link`, `compile` and `asm`. Left out is what starts a program (-extld, -extar), writes a file (-o,
// -cpuprofile, -tmpdir, -asmhdr, -d=ssa/…/dump) or takes files that the go command hands over itself (-importcfg).
const linker = allowed('a,asan,aslr,bindnow,checklinkname,compressdwarf,d,f,g,msan,n,race,s,v,w', {
  B: /^(?:0x[0-9a-fA-F]+|none|gobuildid)$/,
  E: /^[\w.]+$/,
  H: /^\w+$/,
  R: /^-?(?:0x)?[0-9a-fA-F]+$/,
  T: /^-?(?:0x)?[0-9a-fA-F]+$/,
  X: /^[^\0\n]*$/,
  buildid: word,
  buildmode: /^[\w-]+$/,
  extldflags: 'C',
  linkmode: /^(?:auto|internal|external)$/,
});
const compiler = allowed(
  '%,+,B,C,E,K,L,N,S,W,asan,dwarf,dwarfbasentries,dwarflocationlists,dynlink,e,h,j,live,msan,nolocalimports,pack,race,shared,smallframes,w,wb',
  {
    c: /^\d+$/,
    d: /^[\w,=.-]+$/,
    goversion: /^go[\w.]+$/,
    l: count,
    lang: /^go1\.\d+$/,
    m: count,
    spectre: /^\w+$/,
    trimpath: word,
  },
);
const assembler = allowed('S,debug,dynlink,e,shared,v', {
  D: /^\w+(?:=[\w.+-]*)?$/,
  I: word,
  spectre: /^\w+$/,
  trimpath: word,
});
const lists = { '-ldflags': linker, '-gcflags': compiler, '-asmflags': assembler };

/** FlagOfFlags is a flag of go build whose value is flags of another tool. */
export type FlagOfFlags = keyof typeof lists;

/** What of a C compiler neither loads a plug-in nor reads options from a file nor writes one. */
const forC =
  /^-(?:[OgW][\w=-]*|[DU]\w+(?:=[\w.+/-]*)?|[ILl][\w.+/@=-]+|std=[\w+]+|pthread|pie|no-pie|static|static-libgcc|static-libstdc\+\+|s|m[\w=.,+-]+|f(?:PIC|PIE|pic|pie|no-[a-z-]+|stack-protector(?:-\w+)?|debug-prefix-map=[\w./=-]+|file-prefix-map=[\w./=-]+|common|exceptions|visibility=\w+|data-sections|function-sections|omit-frame-pointer|wrapv|strict-aliasing|cf-protection(?:=\w+)?))$/;
// -Wa, and -Wp, hand over to other programs, and -Wl, to one that loads plug-ins.
const handsOver = /^-W[alp],/;
const forLinker =
  /^-Wl,(?:-z,[\w=-]+|--?(?:as-needed|gc-sections|build-id(?:=\w+)?|hash-style=\w+|export-dynamic|O\d|s|Bstatic|Bdynamic|no-undefined))$/;

/** isFlagOfFlags tells whether isSafeForGo has a list for a flag. */
export function isFlagOfFlags(flag: string): flag is FlagOfFlags {
  return Object.hasOwn(lists, flag);
}

/** isSafeForGo tells it for the flag's whole value; false for one that go itself refuses. */
export function isSafeForGo(flag: FlagOfFlags, value: string): boolean {
  const [, list = ''] = /^(?:(?!-)[\w./*-]*=)?([^]*)$/.exec(value.trim()) ?? [];
  const words = splitQuoted(list);
  return words !== undefined && parseLdflags(value) !== undefined && areAllowed(words, lists[flag]);
}

// As package flag reads them: a switch takes no word behind it, any other flag without a value does.
function areAllowed(words: readonly string[], known: Allowed): boolean {
  for (let i = 0; i < words.length; i++) {
    const [, name = '', given] = /^--?([\w%+]+)(?:=([^]*))?$/.exec(words[i] ?? '') ?? [];
    const pattern = known.get(name);
    if (pattern === undefined) return false;
    const value = given ?? (pattern === onOff || pattern === count ? '' : words[++i]);
    if (value === undefined || !(pattern === 'C' ? isSafeForC(value) : pattern.test(value))) return false;
  }
  return true;
}

/** isSafeForC tells it for flags of a C compiler, as CGO_CFLAGS and -extldflags have them. */
export function isSafeForC(value: string): boolean {
  const words = splitQuoted(value);
  return words?.every((each) => (handsOver.test(each) ? forLinker.test(each) : forC.test(each))) ?? false;
}
