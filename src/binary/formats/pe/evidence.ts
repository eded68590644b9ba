// Where in a PE file each fact of a verdict stands.
import { evidenceOf, type Evidence, type FactName } from '../../program-facts.ts';
import type { PeFile } from './file.ts';

const COFF_HEADER = 1;
const OPTIONAL_HEADER = 2;

/** peEvidence lists the places that a fact was read from. */
export function peEvidence(file: PeFile, fact: FactName): Evidence[] {
  const field = (header: number, ...names: string[]) =>
    names.flatMap((name) => evidenceOf(file.structures()[header], name));
  switch (fact) {
    case 'format':
      return [...field(0, 'e_magic'), ...field(COFF_HEADER, 'Signature')];
    case 'machine':
      return [...field(COFF_HEADER, 'Machine'), ...field(OPTIONAL_HEADER, 'Magic')];
    case 'system':
      return field(COFF_HEADER, 'Signature');
    case 'kind':
      return [...field(COFF_HEADER, 'Characteristics'), ...field(OPTIONAL_HEADER, 'Subsystem')];
    case 'subsystem':
      return field(OPTIONAL_HEADER, 'Subsystem');
    case 'minimum':
      return field(OPTIONAL_HEADER, 'MajorSubsystemVersion', 'MinorSubsystemVersion');
    case 'needs':
      return directoryEvidence(file, 'Data directory Import table');
    case 'runtime': {
      const dotNet = file.dotNet();
      return dotNet ? [...directoryEvidence(file, 'Data directory CLR runtime header'), dotNet.evidence] : [];
    }
    default:
      return [];
  }
}

function directoryEvidence(file: PeFile, name: string): Evidence[] {
  const directory = file.structures().find((each) => each.name === name);
  return evidenceOf(directory, 'VirtualAddress');
}
