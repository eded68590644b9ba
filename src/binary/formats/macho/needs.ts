// The libraries and the systems that the load commands of a Mach-O file ask for.
// mach-o/loader.h of Apple's cctools.
import type { Need } from '../../program-facts.ts';
import { readStruct } from '../../read/layout.ts';
import type { MachoFile } from './file.ts';
import { machoDylib, machoVersion } from './layout.ts';

const LC_LOAD_WEAK_DYLIB = 0x80000018;

/** LC_LOAD_DYLIB and its weak, re-exporting, lazy and upward forms. */
export const libraryCommands: readonly number[] = [0xc, LC_LOAD_WEAK_DYLIB, 0x8000001f, 0x20, 0x80000023];

/** LC_BUILD_VERSION, and the LC_VERSION_MIN_* that it replaced: macOS, iOS, tvOS, watchOS. */
export const minimumCommands: readonly number[] = [0x32, 0x24, 0x25, 0x2f, 0x30];

/** machoNeeds lists the libraries with the version of each that is compatible. */
export function machoNeeds(file: MachoFile): Need[] {
  const commands = file.commands.filter(({ kind }) => libraryCommands.includes(kind));
  return commands.map(({ kind, offset }, i) => {
    const { compatibility_version } = readStruct(file.reader, machoDylib, offset);
    return {
      library: file.libraries()[i] ?? '',
      versions: compatibility_version === 0 ? [] : [machoVersion(compatibility_version)],
      isOptional: kind === LC_LOAD_WEAK_DYLIB,
    };
  });
}

/** GOOS, or a name of ours where Go has none, of each platform that LC_BUILD_VERSION names. */
const platformSystems: ReadonlyMap<string, string> = new Map([
  ['macOS', 'darwin'],
  ['Mac Catalyst', 'darwin'],
  ['iOS', 'ios'],
]);

/** machoSystem is GOOS for a platform; empty for no platform. */
export function machoSystem(platform: string): string {
  return platformSystems.get(platform) ?? platform.toLowerCase().replaceAll(' ', '-');
}
