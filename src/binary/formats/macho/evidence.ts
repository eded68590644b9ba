// Where in a Mach-O file each fact of a verdict stands.
import { evidenceOf, type Evidence, type FactName } from '../../program-facts.ts';
import type { MachoFile } from './file.ts';
import { libraryCommands, minimumCommands } from './needs.ts';

const LC_LOAD_DYLINKER = 0xe;
const LC_CODE_SIGNATURE = 0x1d;

/** machoEvidence lists the places that a fact was read from. */
export function machoEvidence(file: MachoFile, fact: FactName): Evidence[] {
  const header = (...names: string[]) => names.flatMap((name) => evidenceOf(file.structures()[0], name));
  const command = (kinds: readonly number[], ...names: string[]) =>
    file.commands
      .filter(({ kind }) => kinds.includes(kind))
      .flatMap(({ offset }) => {
        const found = file.structures().find((each) => each.offset === offset);
        return names.flatMap((name) => evidenceOf(found, name));
      });
  switch (fact) {
    case 'format':
      return header('magic');
    case 'machine':
      return header('cputype', 'cpusubtype');
    case 'kind':
      return header('filetype');
    case 'system':
      return [...command(minimumCommands, 'cmd'), ...command(minimumCommands, 'platform')];
    case 'minimum':
      return [...command(minimumCommands, 'minos'), ...command(minimumCommands, 'version')];
    case 'interpreter':
      return command([LC_LOAD_DYLINKER], 'cmd');
    case 'signature':
      return command([LC_CODE_SIGNATURE], 'dataoff', 'datasize');
    case 'needs':
      return needsEvidence(file);
    default:
      return [];
  }
}

function needsEvidence(file: MachoFile): Evidence[] {
  const commands = file.commands.filter(({ kind }) => libraryCommands.includes(kind));
  return commands.map(({ offset, size }, i) => {
    const value = file.libraries()[i] ?? '';
    return { field: 'LC_LOAD_DYLIB', value, offset, size, isField: false };
  });
}
