// The layouts and names of XCOFF32 and XCOFF64, the programs of AIX.
// https://www.ibm.com/docs/en/aix/7.3?topic=formats-xcoff-object-file-format
import { bits, named, type Meaning } from '../../read/layout.ts';

export const xcoffSpecification =
  'https://www.ibm.com/docs/en/aix/7.3?topic=formats-xcoff-object-file-format';

const magic = ['u16', named({ 0x1df: 'XCOFF32', 0x1f7: 'XCOFF64' })] as const;

const flags = bits({
  0x1: 'F_RELFLG',
  0x2: 'F_EXEC',
  0x4: 'F_LNNO',
  0x10: 'F_FDPR_PROF',
  0x20: 'F_FDPR_OPTI',
  0x40: 'F_DSA',
  0x100: 'F_VARPG',
  0x1000: 'F_DYNLOAD',
  0x2000: 'F_SHROBJ',
  0x4000: 'F_LOADONLY',
});

/** xcoffHeader32 and xcoffHeader64 are the file headers; the 64-bit one has the symbol count last. */
export const xcoffHeader32 = {
  f_magic: magic,
  f_nscns: 'u16',
  f_timdat: 'u32',
  f_symptr: 'word',
  f_nsyms: 'u32',
  f_opthdr: 'u16',
  f_flags: ['u16', flags],
} as const;

export const xcoffHeader64 = {
  f_magic: magic,
  f_nscns: 'u16',
  f_timdat: 'u32',
  f_symptr: 'word',
  f_opthdr: 'u16',
  f_flags: ['u16', flags],
  f_nsyms: 'u32',
} as const;

/** xcoffAuxiliary32 and xcoffAuxiliary64 are the auxiliary (optional) headers of programs. */
export const xcoffAuxiliary32 = {
  o_mflag: 'u16',
  o_vstamp: 'u16',
  o_tsize: 'u32',
  o_dsize: 'u32',
  o_bsize: 'u32',
  o_entry: 'word',
  o_text_start: 'u32',
  o_data_start: 'u32',
  o_toc: 'u32',
  o_snentry: 'u16',
  o_sntext: 'u16',
  o_sndata: 'u16',
  o_sntoc: 'u16',
  o_snloader: 'u16',
  o_snbss: 'u16',
  o_algntext: 'u16',
  o_algndata: 'u16',
  o_modtype: 'text2',
  o_cpuflag: 'u8',
  o_cputype: 'u8',
  o_maxstack: 'u32',
  o_maxdata: 'u32',
  o_debugger: 'u32',
  o_textpsize: 'u8',
  o_datapsize: 'u8',
  o_stackpsize: 'u8',
  o_flags: 'u8',
  o_sntdata: 'u16',
  o_sntbss: 'u16',
} as const;

export const xcoffAuxiliary64 = {
  o_mflag: 'u16',
  o_vstamp: 'u16',
  o_debugger: 'u32',
  o_text_start: 'u64',
  o_data_start: 'u64',
  o_toc: 'u64',
  o_snentry: 'u16',
  o_sntext: 'u16',
  o_sndata: 'u16',
  o_sntoc: 'u16',
  o_snloader: 'u16',
  o_snbss: 'u16',
  o_algntext: 'u16',
  o_algndata: 'u16',
  o_modtype: 'text2',
  o_cpuflag: 'u8',
  o_cputype: 'u8',
  o_textpsize: 'u8',
  o_datapsize: 'u8',
  o_stackpsize: 'u8',
  o_flags: 'u8',
  o_tsize: 'u64',
  o_dsize: 'u64',
  o_bsize: 'u64',
  o_entry: 'word',
  o_maxstack: 'u64',
  o_maxdata: 'u64',
  o_sntdata: 'u16',
  o_sntbss: 'u16',
  o_x64flags: 'u16',
} as const;

export const xcoffSectionTypes: Readonly<Record<number, string>> = {
  0x8: 'STYP_PAD',
  0x10: 'STYP_DWARF',
  0x20: 'STYP_TEXT',
  0x40: 'STYP_DATA',
  0x80: 'STYP_BSS',
  0x100: 'STYP_EXCEPT',
  0x200: 'STYP_INFO',
  0x400: 'STYP_TDATA',
  0x800: 'STYP_TBSS',
  0x1000: 'STYP_LOADER',
  0x2000: 'STYP_DEBUG',
  0x4000: 'STYP_TYPCHK',
  0x8000: 'STYP_OVRFLO',
};

const sectionType: Meaning = (value) => xcoffSectionTypes[Number(value) & 0xffff];

/** xcoffSection32 and xcoffSection64 are section headers. */
export const xcoffSection32 = {
  s_name: 'text8',
  s_paddr: 'word',
  s_vaddr: 'word',
  s_size: 'word',
  s_scnptr: 'word',
  s_relptr: 'word',
  s_lnnoptr: 'word',
  s_nreloc: 'u16',
  s_nlnno: 'u16',
  s_flags: ['u32', sectionType],
} as const;

export const xcoffSection64 = {
  ...xcoffSection32,
  s_nreloc: 'u32',
  s_nlnno: 'u32',
  s_pad: 'u32',
} as const;

/** xcoffSymbol32 and xcoffSymbol64 are symbols; a 32-bit name is eight bytes, or zero and an offset. */
export const xcoffSymbol32 = {
  n_zeroes: 'u32',
  n_offset: 'u32',
  n_value: 'word',
  n_scnum: 'u16',
  n_type: 'u16',
  n_sclass: 'u8',
  n_numaux: 'u8',
} as const;

export const xcoffSymbol64 = {
  n_value: 'word',
  n_offset: 'u32',
  n_scnum: 'u16',
  n_type: 'u16',
  n_sclass: 'u8',
  n_numaux: 'u8',
} as const;

/** xcoffLoader32 and xcoffLoader64 are the headers of the .loader section. */
export const xcoffLoader32 = {
  l_version: 'u32',
  l_nsyms: 'u32',
  l_nreloc: 'u32',
  l_istlen: 'u32',
  l_nimpid: 'u32',
  l_impoff: 'word',
  l_stlen: 'u32',
  l_stoff: 'word',
} as const;

export const xcoffLoader64 = {
  l_version: 'u32',
  l_nsyms: 'u32',
  l_nreloc: 'u32',
  l_istlen: 'u32',
  l_nimpid: 'u32',
  l_stlen: 'u32',
  l_impoff: 'word',
  l_stoff: 'word',
  l_symoff: 'u64',
  l_rldoff: 'u64',
} as const;

/** xcoffLoaderSymbol32 and xcoffLoaderSymbol64 are the symbols of the .loader section. */
export const xcoffLoaderSymbol32 = {
  l_zeroes: 'u32',
  l_offset: 'u32',
  l_value: 'word',
  l_scnum: 'u16',
  l_smtype: 'u8',
  l_smclas: 'u8',
  l_ifile: 'u32',
  l_parm: 'u32',
} as const;

export const xcoffLoaderSymbol64 = {
  l_value: 'word',
  l_offset: 'u32',
  l_scnum: 'u16',
  l_smtype: 'u8',
  l_smclas: 'u8',
  l_ifile: 'u32',
  l_parm: 'u32',
} as const;
