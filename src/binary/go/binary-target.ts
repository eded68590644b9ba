// The target a binary was built for, from its build information and its headers.
import { readGoBuildInfo, type GoSetting } from './gobuildinfo.ts';
import type { BinaryFile } from '../binary-file.ts';

/** BinaryTarget is the target of a binary; parts nothing in the file tells are empty. */
export interface BinaryTarget {
  readonly goos: string;
  readonly goarch: string;
  /** The variant of the architecture, such as GOAMD64=v3: headers do not have it, only build information does. */
  readonly variant: GoSetting | undefined;
}

const variants = /^GO(386|AMD64|ARM|ARM64|MIPS|MIPS64|PPC64|RISCV64|WASM)$/;

/** targetOf prefers the build information: ELF headers are the same for Linux, Solaris and DragonFly. */
export function targetOf(file: BinaryFile): BinaryTarget {
  const settings = readGoBuildInfo(file)?.settings ?? [];
  const value = (key: string) => settings.find((setting) => setting.key === key)?.value;
  return {
    goos: value('GOOS') ?? file.os,
    goarch: value('GOARCH') ?? file.machine.goarch ?? '',
    variant: settings.find((setting) => variants.test(setting.key)),
  };
}
