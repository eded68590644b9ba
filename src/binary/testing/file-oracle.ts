// The line file(1) has for the programs of each target, with its known errors mended: for tests.

/** OracleProgram is a program built for a test: its target and its flags. */
export interface OracleProgram {
  readonly name: string;
  readonly goos: string;
  readonly goarch: string;
  readonly flags: readonly string[];
}

/** corrected mends what file(1) 5.44 is known to get wrong: a magic number it lacks, a test the wrong way round. */
export function corrected(line: string, each: OracleProgram): string {
  if (each.goos === 'plan9' && each.goarch === 'amd64' && line === 'data') return 'Plan 9 executable, amd64';
  if (each.goos !== 'aix') return line;
  return line.endsWith(' not stripped') ? line.replace(' not stripped', ' stripped') : `${line} not stripped`;
}

/** withoutIds leaves the build IDs out of a line: they differ from build to build. */
export function withoutIds(line: string): string {
  return line.replace(/Go BuildID=[\w/-]{83}, /, '').replace(/BuildID\[sha1\]=[0-9a-f]{40}, /, '');
}

/** expectedLine is the shape file(1) gives each system, for machines without it. */
export function expectedLine({ goos, goarch, flags }: OracleProgram): RegExp | string {
  switch (goos) {
    case 'aix':
      return /^64-bit XCOFF executable or object module (not )?stripped$/;
    case 'darwin':
      return /^Mach-O 64-bit (x86_64|arm64) executable, flags:<\|DYLDLINK\|PIE>$/;
    case 'windows':
      return /^PE32\+? executable \((console|GUI)\) (Intel 80386|x86-64|Aarch64), for MS Windows, \d+ sections$/;
    case 'plan9':
      return /^Plan 9 executable, (Intel 386|ARM 7-something|amd64)$/;
    case 'js':
    case 'wasip1':
      return 'WebAssembly (wasm) binary module version 0x1 (MVP)';
    case 'freebsd':
      return elfLine(`\\(FreeBSD\\), statically linked, for FreeBSD \\d+\\.\\d, FreeBSD-style`, flags);
    case 'netbsd':
      return elfLine(`\\(NetBSD\\), statically linked, for NetBSD 7\\.0`, flags);
    case 'openbsd':
      return elfLine(
        `\\(OpenBSD\\), dynamically linked, interpreter /usr/libexec/ld\\.so, for OpenBSD`,
        flags,
      );
    case 'solaris':
    case 'illumos':
      return elfLine(`dynamically linked, interpreter /lib/amd64/ld\\.so\\.1`, flags);
    default:
      return linuxLine(goarch, flags);
  }
}

function linuxLine(goarch: string, flags: readonly string[]): RegExp {
  const size = /64|s390x/.test(goarch) ? 64 : 32;
  const order = ['mips', 'mips64', 'ppc64', 's390x'].includes(goarch) ? 'MSB' : 'LSB';
  const kind = `${size}-bit ${order} (pie )?executable, .*version 1 \\(SYSV\\)`;
  return elfLine(`${kind}, (statically|dynamically) linked(, interpreter \\S+)?`, flags);
}

/** elfLine is a line with the given middle, and the end that goes with the linker's flags. */
function elfLine(middle: string, flags: readonly string[]): RegExp {
  const end =
    { '-ldflags=-s -w': 'stripped', '-ldflags=-w': 'not stripped' }[flags[0] ?? ''] ??
    'with debug_info, not stripped';
  return new RegExp(`^ELF .*${middle}, ${end}$`);
}
