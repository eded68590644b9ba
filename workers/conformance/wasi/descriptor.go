// Calls that read, write and move open descriptors.

package wasi

import "unsafe"

// FdRead calls fd_read with one iovec for each buffer.
func FdRead(fd int32, buffers ...[]byte) (uint32, Errno) {
	return transfer(buffers, func(v unsafe.Pointer, c uint32, n *uint32) Errno { return fd_read(fd, v, c, unsafe.Pointer(n)) })
}

// FdWrite calls fd_write with one iovec for each string.
func FdWrite(fd int32, texts ...string) (uint32, Errno) {
	return transfer(slices(texts), func(v unsafe.Pointer, c uint32, n *uint32) Errno {
		return fd_write(fd, v, c, unsafe.Pointer(n))
	})
}

// FdPread calls fd_pread with one iovec for each buffer.
func FdPread(fd int32, offset uint64, buffers ...[]byte) (uint32, Errno) {
	return transfer(buffers, func(v unsafe.Pointer, c uint32, n *uint32) Errno {
		return fd_pread(fd, v, c, offset, unsafe.Pointer(n))
	})
}

// FdPwrite calls fd_pwrite with one iovec for each string.
func FdPwrite(fd int32, offset uint64, texts ...string) (uint32, Errno) {
	return transfer(slices(texts), func(v unsafe.Pointer, c uint32, n *uint32) Errno {
		return fd_pwrite(fd, v, c, offset, unsafe.Pointer(n))
	})
}

// Advise calls fd_advise.
func Advise(fd int32, offset, size uint64, advice uint32) Errno {
	return fd_advise(fd, offset, size, advice)
}

// Allocate calls fd_allocate.
func Allocate(fd int32, offset, size uint64) Errno { return fd_allocate(fd, offset, size) }

// Close calls fd_close.
func Close(fd int32) Errno { return fd_close(fd) }

// Datasync calls fd_datasync.
func Datasync(fd int32) Errno { return fd_datasync(fd) }

// Sync calls fd_sync.
func Sync(fd int32) Errno { return fd_sync(fd) }

// Prestat calls fd_prestat_get and fd_prestat_dir_name; the tag is 0 for a directory.
func Prestat(fd int32) (tag uint32, name string, e Errno) {
	var prestat struct{ tag, length uint32 }
	if e = fd_prestat_get(fd, unsafe.Pointer(&prestat)); e != 0 {
		return 0, "", e
	}
	buffer := make([]byte, prestat.length)
	e = fd_prestat_dir_name(fd, bytes(buffer), prestat.length)
	return prestat.tag & 0xff, string(buffer), e
}

// PrestatName calls fd_prestat_dir_name with a buffer of the given size.
func PrestatName(fd int32, size uint32) Errno {
	return fd_prestat_dir_name(fd, bytes(make([]byte, size+1)), size)
}

// Renumber calls fd_renumber.
func Renumber(from, to int32) Errno { return fd_renumber(from, to) }

// Seek calls fd_seek.
func Seek(fd int32, offset int64, whence uint32) (position uint64, e Errno) {
	e = fd_seek(fd, offset, whence, unsafe.Pointer(&position))
	return
}

// Tell calls fd_tell.
func Tell(fd int32) (position uint64, e Errno) { e = fd_tell(fd, unsafe.Pointer(&position)); return }
