// Where in an ELF file each fact of a verdict stands.
import { evidenceOf, type Evidence, type FactName } from '../../program-facts.ts';
import type { ElfFile } from './file.ts';

const PT_DYNAMIC = 2;
const PT_INTERP = 3;
// More would hide the rest of the page.
const most = 40;

/** elfEvidence lists the places that a fact was read from. */
export function elfEvidence(file: ElfFile, fact: FactName): Evidence[] {
  const header = (...names: string[]) => names.flatMap((name) => evidenceOf(file.structures()[0], name));
  switch (fact) {
    case 'format':
      return header('EI_MAG');
    case 'machine':
      return header('e_machine', 'EI_CLASS', 'EI_DATA');
    case 'system':
      return systemEvidence(file);
    case 'kind':
      return [...header('e_type'), ...kindEvidence(file)];
    case 'interpreter':
      return interpreterEvidence(file);
    case 'needs':
      return needsEvidence(file);
    case 'minimum':
      return file
        .systemMarks()
        .filter(({ version }) => version !== '')
        .map(({ evidence }) => evidence);
    default:
      return [];
  }
}

/** Without a mark it is the field that could tell and does not. */
function systemEvidence(file: ElfFile): Evidence[] {
  const marks = file.systemMarks().map(({ evidence }) => evidence);
  return marks.length > 0 ? marks : evidenceOf(file.structures()[0], 'EI_OSABI');
}

function kindEvidence(file: ElfFile): Evidence[] {
  const index = file.segmentHeaders().findIndex(({ p_type }) => p_type === PT_DYNAMIC);
  const dynamic = index < 0 ? undefined : file.segmentField(index, 'p_type');
  return [...evidenceOf(file.structures()[0], 'e_entry'), ...(dynamic ? [dynamic] : [])];
}

function interpreterEvidence(file: ElfFile): Evidence[] {
  const segment = file.segmentHeaders().find(({ p_type }) => p_type === PT_INTERP);
  if (!segment) return [];
  const size = Number(segment.p_filesz);
  return [
    { field: 'PT_INTERP', value: file.interpreter(), offset: Number(segment.p_offset), size, isField: false },
  ];
}

function needsEvidence(file: ElfFile): Evidence[] {
  const libraries = file.neededLibraries().map(({ evidence }) => evidence);
  const versions = file.neededVersions().map(({ evidence }) => evidence);
  return [...libraries, ...versions].slice(0, most);
}
