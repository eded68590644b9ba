// Listing folders.

package wasi

import (
	"encoding/binary"
	"unsafe"
)

// Dirent is an entry of a directory.
type Dirent struct {
	Next, Ino uint64
	Type      string
	Name      string
}

// Readdir calls fd_readdir once with a buffer of the given size; an entry that was cut short is left out.
// used is what the call said it filled: less than size means the end of the directory.
func Readdir(fd int32, size uint32, cookie uint64) (entries []Dirent, used uint32, e Errno) {
	buffer := make([]byte, size)
	if e = fd_readdir(fd, bytes(buffer), size, cookie, unsafe.Pointer(&used)); e != 0 {
		return nil, used, e
	}
	for b := buffer[:used]; len(b) >= 24; {
		n := binary.LittleEndian.Uint32(b[16:])
		if uint32(len(b)) < 24+n {
			break
		}
		entries = append(entries, Dirent{
			Next: binary.LittleEndian.Uint64(b),
			Ino:  binary.LittleEndian.Uint64(b[8:]),
			Type: filetypes[b[20]],
			Name: string(b[24 : 24+n]),
		})
		b = b[24+n:]
	}
	return entries, used, 0
}
