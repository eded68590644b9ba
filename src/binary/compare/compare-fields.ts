// The header fields of two files side by side: by their names, and across formats by what
// they tell.
import type { BinaryFile } from '../binary-file.ts';
import { headersOf, type HeaderField } from '../document/headers.ts';
import { sectionRole } from './section-role.ts';

/** FieldPair is a field as it stands in both files; undefined where one has no such field. */
export interface FieldPair {
  /** Where the field is and what it is called; of formats that differ, both ways. */
  readonly header: string;
  readonly name: string;
  readonly first: HeaderField | undefined;
  readonly second: HeaderField | undefined;
  readonly isEqual: boolean;
}

/** A field with the header it is in. */
interface NamedField {
  readonly header: string;
  readonly field: HeaderField;
}

/** pairFields pairs the fields of two files, those that both have first when the formats differ. */
export function pairFields(first: BinaryFile, second: BinaryFile): FieldPair[] {
  const isMixed = first.format !== second.format;
  const key = isMixed ? roleKey : nameKey;
  const [ours, theirs] = [fieldsBy(key, first), fieldsBy(key, second)];
  const pairs = [...new Set([...ours.keys(), ...theirs.keys()])].map((each) =>
    pair(ours.get(each), theirs.get(each)),
  );
  return isMixed ? pairs.sort((a, b) => Number(isOneSided(a)) - Number(isOneSided(b))) : pairs;
}

/** isOneSided tells that only one of the files has a field. */
export function isOneSided({ first, second }: FieldPair): boolean {
  return first === undefined || second === undefined;
}

function pair(first: NamedField | undefined, second: NamedField | undefined): FieldPair {
  const both = [first, second].filter((each) => each !== undefined);
  const names = (list: string[]) => [...new Set(list)].join(' / ');
  return {
    header: names(both.map((each) => each.header)),
    name: names(both.map((each) => each.field.name)),
    first: first?.field,
    second: second?.field,
    isEqual: first !== undefined && second !== undefined && saysTheSame(first.field, second.field),
  };
}

// Formats number machines and kinds each in their own way; the words are the same where the thing is.
function saysTheSame(a: HeaderField, b: HeaderField): boolean {
  return (
    String(a.value) === String(b.value) || (a.name !== b.name && a.meaning !== '' && a.meaning === b.meaning)
  );
}

type KeyOf = (header: string, field: string) => string;

const nameKey: KeyOf = (header, field) => `${header}\0${field}`;

// Headers of one name are told apart by their order.
function fieldsBy(key: KeyOf, file: BinaryFile): Map<string, NamedField> {
  const fields = new Map<string, NamedField>();
  const seen = new Map<string, number>();
  for (const { name, fields: list } of headersOf(file.bytes).headers) {
    const header = name.replace(/^(Program|Section) header \d+ /, '$1 header ');
    const count = (seen.get(header) ?? 0) + 1;
    seen.set(header, count);
    const unique = count > 1 ? `${header} #${count}` : header;
    for (const field of list) {
      const found = key(unique, field.name);
      // Two sections may hold the same: the first one is paired.
      fields.set(fields.has(found) ? nameKey(unique, field.name) : found, { header: unique, field });
    }
  }
  return fields;
}

// What fields of the main headers tell, by header and name, or by name where that is enough.
const roles: Readonly<Record<string, readonly string[]>> = {
  magic: ['EI_MAG', 'Mach-O header magic', 'e_magic', 'f_magic', 'a.out header magic', 'Module header magic'],
  class: ['EI_CLASS', 'Optional header PE32 Magic', 'Optional header PE32+ Magic'],
  system: ['EI_OSABI', 'platform', 'Subsystem'],
  machine: ['e_machine', 'cputype', 'Machine'],
  kind: ['e_type', 'filetype', 'COFF header Characteristics', 'f_flags'],
  entry: ['e_entry', 'entryoff', 'AddressOfEntryPoint', 'o_entry', 'a.out header entry'],
  flags: ['e_flags', 'Mach-O header flags', 'DllCharacteristics'],
  sections: ['e_shnum', 'NumberOfSections', 'f_nscns'],
  symbols: ['nsyms', 'NumberOfSymbols', 'f_nsyms'],
  code: ['SizeOfCode', 'o_tsize', 'a.out header text'],
  data: ['SizeOfInitializedData', 'o_dsize', 'a.out header data'],
  zeros: ['SizeOfUninitializedData', 'o_bsize', 'a.out header bss'],
};

// What fields of section headers tell.
const sectionRoles: Readonly<Record<string, readonly string[]>> = {
  address: ['sh_addr', 'addr', 'VirtualAddress', 's_vaddr'],
  size: ['sh_size', 'size', 'VirtualSize', 's_size'],
  offset: ['sh_offset', 'offset', 'PointerToRawData', 's_scnptr'],
  flags: ['sh_flags', 'flags', 'Characteristics', 's_flags'],
};

const roleKey: KeyOf = (header, field) => {
  const section = /^Section (?:header )?(?:\w+,)?\(?([^() ]+)\)?$/.exec(header)?.[1];
  const role = section
    ? roleIn(sectionRoles, field)
    : (roleIn(roles, field) ?? roleIn(roles, `${header} ${field}`));
  if (role === undefined) return nameKey(header, field);
  return section ? `${sectionRole(section)} ${role}` : role;
};

function roleIn(table: Readonly<Record<string, readonly string[]>>, name: string): string | undefined {
  return Object.entries(table).find(([, names]) => names.includes(name))?.[0];
}
