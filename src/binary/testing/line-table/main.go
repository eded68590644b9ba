// Command line-table prints the functions that debug/gosym finds in Go programs, as JSON by file.
package main

import (
	"debug/elf"
	"debug/gosym"
	"debug/pe"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
)

// The beginning of the table in the byte order of all that this is used for.
var magics = [][]byte{{0xfb, 0xff, 0xff, 0xff, 0, 0}, {0xfa, 0xff, 0xff, 0xff, 0, 0}}

func main() {
	found := map[string][]string{}
	for _, name := range os.Args[1:] {
		table, text := parts(name)
		lines := gosym.NewLineTable(table, text)
		symbols, err := gosym.NewTable(nil, lines)
		if err != nil {
			panic(err)
		}
		start := symbols.Funcs[0].Entry
		for _, function := range symbols.Funcs {
			size := function.End - function.Entry
			found[name] = append(found[name], fmt.Sprint(function.Name, " ", function.Entry-start, " ", size))
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(found); err != nil {
		panic(err)
	}
}

// parts returns the table and the address of the text.
func parts(name string) ([]byte, uint64) {
	if file, err := elf.Open(name); err == nil {
		defer file.Close()
		table, err := file.Section(".gopclntab").Data()
		if err != nil {
			panic(err)
		}
		return table, file.Section(".text").Addr
	}
	file, err := pe.Open(name)
	if err != nil {
		panic(err)
	}
	defer file.Close()
	header := file.OptionalHeader.(*pe.OptionalHeader64)
	text := header.ImageBase + uint64(file.Section(".text").VirtualAddress)
	for _, section := range file.Sections {
		data, err := section.Data()
		if err != nil {
			continue
		}
		for at := 0; at+8 < len(data); at++ {
			for _, magic := range magics {
				if string(data[at:at+6]) == string(magic) && data[at+7] == 8 && binary.LittleEndian.Uint64(data[at+8:]) < 1<<20 {
					return data[at:], text
				}
			}
		}
	}
	panic("no line table in " + name)
}
