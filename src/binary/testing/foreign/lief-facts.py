# Prints what LIEF tells of binaries as JSON: {path: {fact: text or list of texts}}. Usage: lief-facts.py FILE…
import json
import os
import sys

import lief

lief.logging.disable()


def number(value):
    """The number of an enumeration, whatever LIEF knows of its names."""
    return int(getattr(value, "value", value))


def text(value):
    return value if isinstance(value, str) else value.decode("utf-8", "replace")


def elf(b):
    h = b.header
    yield "class", lambda: 32 * number(h.identity_class)
    yield "byte order", lambda: ["", "little", "big"][number(h.identity_data)]
    yield "EI_OSABI", lambda: number(h.identity_os_abi)
    yield "EI_ABIVERSION", lambda: h.identity_abi_version
    yield "e_type", lambda: number(h.file_type)
    yield "e_machine", lambda: number(h.machine_type)
    yield "e_entry", lambda: h.entrypoint
    yield "e_phoff", lambda: h.program_header_offset
    yield "e_shoff", lambda: h.section_header_offset
    yield "e_flags", lambda: h.processor_flag
    yield "e_ehsize", lambda: h.header_size
    yield "e_phentsize", lambda: h.program_header_size
    yield "e_phnum", lambda: h.numberof_segments
    yield "e_shentsize", lambda: h.section_header_size
    yield "e_shnum", lambda: h.numberof_sections
    yield "e_shstrndx", lambda: h.section_name_table_idx
    yield "section names", lambda: [s.name for s in b.sections]
    yield "section types", lambda: [number(s.type) & 0xFFFFFFFF for s in b.sections]
    yield "section addresses", lambda: [s.virtual_address for s in b.sections]
    yield "section offsets", lambda: [s.offset for s in b.sections]
    yield "section sizes", lambda: [s.size for s in b.sections]
    yield "section flags", lambda: [number(s.flags) for s in b.sections]
    yield "section links", lambda: [s.link for s in b.sections]
    yield "section alignments", lambda: [s.alignment for s in b.sections]
    yield "segment types", lambda: [number(s.type) & 0xFFFFFFFF for s in b.segments]
    yield "segment offsets", lambda: [s.file_offset for s in b.segments]
    yield "segment addresses", lambda: [s.virtual_address for s in b.segments]
    yield "segment file sizes", lambda: [s.physical_size for s in b.segments]
    yield "segment memory sizes", lambda: [s.virtual_size for s in b.segments]
    yield "segment permissions", lambda: [number(s.flags) & 7 for s in b.segments]
    yield "interpreter", lambda: b.interpreter if b.has_interpreter else ""
    yield "libraries", lambda: list(b.libraries)
    yield "dynamic tags", lambda: [number(d.tag) & 0xFFFFFFFF for d in b.dynamic_entries]
    yield "needed versions", lambda: sorted(
        f"{v.name} {a.name}" for v in b.symbols_version_requirement for a in v.get_auxiliary_symbols()
    )
    yield "imports", lambda: sorted(
        text(s.name) for s in b.dynamic_symbols if s.shndx == 0 and number(s.binding) != 0
    )
    yield "exports", lambda: sorted(
        text(s.name)
        for s in b.dynamic_symbols
        if s.shndx != 0 and number(s.binding) != 0 and number(s.visibility) not in (1, 2)
    )
    yield "symbol count", lambda: len(b.symtab_symbols)
    yield "PIE", lambda: b.is_pie
    yield "NX stack", lambda: b.has_nx
    yield "GNU build ID", lambda: next(
        (bytes(n.description).hex() for n in b.notes if n.name == "GNU" and number(n.original_type) == 3), ""
    )
    yield "GNU ABI tag", lambda: next(
        (
            ".".join(str(v) for v in n.version)
            for n in b.notes
            if isinstance(n, lief.ELF.NoteAbi) and n.version is not None
        ),
        "",
    )


def pe(b):
    h, o = b.header, b.optional_header
    yield "Machine", lambda: number(h.machine)
    yield "NumberOfSections", lambda: h.numberof_sections
    yield "TimeDateStamp", lambda: h.time_date_stamps
    yield "PointerToSymbolTable", lambda: h.pointerto_symbol_table
    yield "NumberOfSymbols", lambda: h.numberof_symbols
    yield "Characteristics", lambda: number(h.characteristics)
    yield "Magic", lambda: number(o.magic)
    yield "AddressOfEntryPoint", lambda: o.addressof_entrypoint
    yield "BaseOfCode", lambda: o.baseof_code
    yield "ImageBase", lambda: o.imagebase
    yield "SectionAlignment", lambda: o.section_alignment
    yield "FileAlignment", lambda: o.file_alignment
    yield "OperatingSystemVersion", lambda: f"{o.major_operating_system_version}.{o.minor_operating_system_version}"
    yield "SubsystemVersion", lambda: f"{o.major_subsystem_version}.{o.minor_subsystem_version}"
    yield "SizeOfImage", lambda: o.sizeof_image
    yield "SizeOfHeaders", lambda: o.sizeof_headers
    yield "CheckSum", lambda: o.checksum
    yield "Subsystem", lambda: number(o.subsystem)
    yield "DllCharacteristics", lambda: o.dll_characteristics
    yield "SizeOfStackReserve", lambda: o.sizeof_stack_reserve
    yield "NumberOfRvaAndSizes", lambda: o.numberof_rva_and_size
    yield "section names", lambda: [text(s.coff_string.string if s.coff_string else s.name) for s in b.sections]
    yield "section addresses", lambda: [s.virtual_address for s in b.sections]
    yield "section memory sizes", lambda: [s.virtual_size for s in b.sections]
    yield "section offsets", lambda: [s.pointerto_raw_data for s in b.sections]
    yield "section file sizes", lambda: [s.sizeof_raw_data for s in b.sections]
    yield "section flags", lambda: [s.characteristics for s in b.sections]
    yield "libraries", lambda: [i.name for i in b.imports]
    yield "imports", lambda: sorted(
        f"{i.name} {f'ordinal {e.ordinal}' if e.is_ordinal else e.name}" for i in b.imports for e in i.entries
    )
    yield "delayed libraries", lambda: [i.name for i in b.delay_imports]
    yield "exports", lambda: sorted(e.name for e in b.get_export().entries if e.name) if b.has_exports else []
    yield "Authenticode", lambda: b.has_signatures
    yield "ASLR", lambda: b.is_pie
    yield "NX", lambda: b.has_nx


def macho(b):
    h = b.header
    yield "cputype", lambda: number(h.cpu_type) & 0xFFFFFFFF
    yield "cpusubtype", lambda: h.cpu_subtype & 0xFFFFFFFF
    yield "filetype", lambda: number(h.file_type)
    yield "flags", lambda: number(h.flags)
    yield "ncmds", lambda: h.nb_cmds
    yield "sizeofcmds", lambda: h.sizeof_cmds
    yield "load commands", lambda: [number(c.command) & 0xFFFFFFFF for c in b.commands]
    yield "load command sizes", lambda: [c.size for c in b.commands]
    yield "segment names", lambda: [s.name for s in b.segments]
    yield "segment addresses", lambda: [s.virtual_address for s in b.segments]
    yield "segment memory sizes", lambda: [s.virtual_size for s in b.segments]
    yield "segment offsets", lambda: [s.file_offset for s in b.segments]
    yield "segment file sizes", lambda: [s.file_size for s in b.segments]
    yield "segment permissions", lambda: [s.init_protection for s in b.segments]
    yield "section names", lambda: [f"{s.segment_name},{s.name}" for s in b.sections]
    yield "section addresses", lambda: [s.virtual_address for s in b.sections]
    yield "section sizes", lambda: [s.size for s in b.sections]
    yield "section offsets", lambda: [s.offset for s in b.sections]
    yield "libraries", lambda: [l.name for l in b.libraries if number(l.command) != 0xD]
    yield "library versions", lambda: [
        ".".join(map(str, l.compatibility_version)) for l in b.libraries if number(l.command) != 0xD
    ]
    yield "dynamic linker", lambda: b.dylinker.name if b.has_dylinker else ""
    yield "UUID", lambda: bytes(b.uuid.uuid).hex() if b.has_uuid else ""
    yield "minimum", lambda: ".".join(
        map(str, b.build_version.minos if b.has_build_version else b.version_min.version)
    ) if b.has_build_version or b.has_version_min else ""
    yield "platform", lambda: number(b.build_version.platform) if b.has_build_version else ""
    yield "signature", lambda: (
        f"{b.code_signature.data_offset} {b.code_signature.data_size}" if b.has_code_signature else ""
    )
    yield "entry", lambda: b.entrypoint if number(h.file_type) == 2 else ""
    yield "PIE", lambda: b.is_pie
    yield "NX heap", lambda: b.has_nx_heap
    yield "imports", lambda: sorted({text(s.name) for s in b.imported_symbols})
    yield "exports", lambda: sorted({text(s.name) for s in b.exported_symbols})


def written(value):
    if isinstance(value, (list, tuple)):
        return [str(v) for v in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def gather(facts):
    found = {}
    for name, read in facts:
        try:
            found[name] = written(read())
        except Exception as error:  # What LIEF cannot tell of a file is told as that.
            found[name] = f"LIEF: {type(error).__name__}"
    return found


def facts_of(path):
    if lief.is_elf(path):
        return gather(elf(lief.ELF.parse(path)))
    if lief.is_pe(path):
        return gather(pe(lief.PE.parse(path)))
    if lief.is_macho(path):
        # The slices live as long as what holds them.
        universal = lief.MachO.parse(path, lief.MachO.ParserConfig.deep)
        slices = [universal.at(i) for i in range(universal.size)]
        if len(slices) == 1:
            return gather(macho(slices[0]))
        return {f"slice {i} {name}": v for i, b in enumerate(slices) for name, v in gather(macho(b)).items()}
    return {}


def guarded(path):
    """The facts of a file, read by a process of its own: LIEF may crash on it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "w") as out:
            json.dump(facts_of(path), out)
            out.flush()
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        found = answer.read()
    _, status = os.waitpid(child, 0)
    return json.loads(found) if status == 0 else {"LIEF": "crashed"}


json.dump({path: guarded(path) for path in sys.argv[1:]}, sys.stdout)
