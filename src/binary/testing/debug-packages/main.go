// This program prints what Go's own debug packages see of binaries, as JSON: the second opinion of the tests.
package main

import (
	"debug/elf"
	"debug/macho"
	"debug/pe"
	"debug/plan9obj"
	"encoding/json"
	"fmt"
	"os"
)

type opinion struct {
	Sections, Imports, Libraries []string
	Entry                        uint64
}

// debug/elf gives compressed sections the size they have when unpacked.
func sizeInFile(s *elf.Section) uint64 {
	if s.Flags&elf.SHF_COMPRESSED != 0 {
		return s.FileSize
	}
	return s.Size
}

func read(name string) (o opinion) {
	if f, err := elf.Open(name); err == nil {
		o.Entry = f.Entry
		for _, s := range f.Sections {
			o.Sections = append(o.Sections, fmt.Sprint(s.Name, " ", s.Addr, " ", sizeInFile(s), " ", s.Offset))
		}
		symbols, _ := f.ImportedSymbols()
		for _, s := range symbols {
			o.Imports = append(o.Imports, s.Name+":"+s.Library)
		}
		o.Libraries, _ = f.ImportedLibraries()
	} else if f, err := macho.Open(name); err == nil {
		for _, s := range f.Sections {
			o.Sections = append(o.Sections, fmt.Sprint(s.Name, " ", s.Addr, " ", s.Size, " ", s.Offset))
		}
		symbols, _ := f.ImportedSymbols()
		o.Imports = symbols
		o.Libraries, _ = f.ImportedLibraries()
	} else if f, err := pe.Open(name); err == nil {
		base := uint64(0)
		switch h := f.OptionalHeader.(type) {
		case *pe.OptionalHeader32:
			base = uint64(h.ImageBase)
			o.Entry = base + uint64(h.AddressOfEntryPoint)
		case *pe.OptionalHeader64:
			base = h.ImageBase
			o.Entry = base + uint64(h.AddressOfEntryPoint)
		}
		for _, s := range f.Sections {
			o.Sections = append(o.Sections, fmt.Sprint(s.Name, " ", base+uint64(s.VirtualAddress), " ", s.VirtualSize, " ", s.Offset))
		}
		o.Imports, _ = f.ImportedSymbols()
	} else if f, err := plan9obj.Open(name); err == nil {
		o.Entry = f.Entry
		for _, s := range f.Sections {
			o.Sections = append(o.Sections, fmt.Sprint(s.Name, " ", s.Size, " ", s.Offset))
		}
	}
	return o
}

func main() {
	opinions := map[string]opinion{}
	for _, name := range os.Args[1:] {
		opinions[name] = read(name)
	}
	json.NewEncoder(os.Stdout).Encode(opinions)
}
