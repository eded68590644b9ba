// What is told of files and descriptors, and changing it.

package wasi

import "unsafe"

var filetypes = [...]string{"unknown", "block device", "character device", "directory", "regular file", "socket dgram",
	"socket stream", "symbolic link"}

// Filestat is what fd_filestat_get and path_filestat_get fill.
type Filestat struct {
	Dev, Ino uint64
	Filetype uint64
	Nlink    uint64
	Size     uint64
	Atim     uint64
	Mtim     uint64
	Ctim     uint64
}

// Type is the name of the file type.
func (s Filestat) Type() string { return filetypes[byte(s.Filetype)] }

// Fdstat is what fd_fdstat_get fills.
type Fdstat struct {
	Filetype         byte
	_                byte
	Flags            uint16
	_                uint32
	Rights, Inherits uint64
}

// Type is the name of the file type.
func (s Fdstat) Type() string { return filetypes[s.Filetype] }

// FdFdstat calls fd_fdstat_get.
func FdFdstat(fd int32) (stat Fdstat, e Errno) { e = fd_fdstat_get(fd, unsafe.Pointer(&stat)); return }

// SetFlags calls fd_fdstat_set_flags.
func SetFlags(fd int32, flags uint32) Errno { return fd_fdstat_set_flags(fd, flags) }

// FdFilestat calls fd_filestat_get.
func FdFilestat(fd int32) (stat Filestat, e Errno) {
	e = fd_filestat_get(fd, unsafe.Pointer(&stat))
	return
}

// SetSize calls fd_filestat_set_size.
func SetSize(fd int32, size uint64) Errno { return fd_filestat_set_size(fd, size) }

// SetTimes calls fd_filestat_set_times.
func SetTimes(fd int32, atim, mtim uint64, flags uint32) Errno {
	return fd_filestat_set_times(fd, atim, mtim, flags)
}

// Stat calls path_filestat_get.
func Stat(dir int32, lookup uint32, path string) (stat Filestat, e Errno) {
	e = path_filestat_get(dir, lookup, chars(path), length(path), unsafe.Pointer(&stat))
	return
}

// PathSetTimes calls path_filestat_set_times.
func PathSetTimes(dir int32, lookup uint32, path string, atim, mtim uint64, flags uint32) Errno {
	return path_filestat_set_times(dir, lookup, chars(path), length(path), atim, mtim, flags)
}
