// Package wasi gives the conformance cases the calls of WASI preview 1 as they are, without package os in between
// (https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md).
package wasi

import (
	"encoding/binary"
	"fmt"
	"runtime"
	"strings"
	"unsafe"
)

// Errno is the result of every call; it prints as its name.
type Errno uint32

var names = [...]string{"SUCCESS", "2BIG", "ACCES", "ADDRINUSE", "ADDRNOTAVAIL", "AFNOSUPPORT", "AGAIN", "ALREADY",
	"BADF", "BADMSG", "BUSY", "CANCELED", "CHILD", "CONNABORTED", "CONNREFUSED", "CONNRESET", "DEADLK", "DESTADDRREQ",
	"DOM", "DQUOT", "EXIST", "FAULT", "FBIG", "HOSTUNREACH", "IDRM", "ILSEQ", "INPROGRESS", "INTR", "INVAL", "IO",
	"ISCONN", "ISDIR", "LOOP", "MFILE", "MLINK", "MSGSIZE", "MULTIHOP", "NAMETOOLONG", "NETDOWN", "NETRESET",
	"NETUNREACH", "NFILE", "NOBUFS", "NODEV", "NOENT", "NOEXEC", "NOLCK", "NOLINK", "NOMEM", "NOMSG", "NOPROTOOPT",
	"NOSPC", "NOSYS", "NOTCONN", "NOTDIR", "NOTEMPTY", "NOTRECOVERABLE", "NOTSOCK", "NOTSUP", "NOTTY", "NXIO",
	"OVERFLOW", "OWNERDEAD", "PERM", "PIPE", "PROTO", "PROTONOSUPPORT", "PROTOTYPE", "RANGE", "ROFS", "SPIPE", "SRCH",
	"STALE", "TIMEDOUT", "TXTBSY", "XDEV", "NOTCAPABLE"}

func (e Errno) String() string { return names[e] }

// Root is the one preopen of our host.
const Root int32 = 3

// Flags and constants under their names in the WASI document.
const (
	Follow uint32 = 1

	Creat     uint32 = 1
	Directory uint32 = 2
	Excl      uint32 = 4
	Trunc     uint32 = 8

	Append   uint32 = 1
	Nonblock uint32 = 4

	Read      uint64 = 1 << 1
	Write     uint64 = 1 << 6
	ReadWrite        = Read | Write

	Set uint32 = 0
	Cur uint32 = 1
	End uint32 = 2

	Atim    uint32 = 1
	AtimNow uint32 = 2
	Mtim    uint32 = 4
	MtimNow uint32 = 8

	Realtime  uint32 = 0
	Monotonic uint32 = 1
)

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

// The imports, with the types of the WASI document: pointers and sizes are 32 bits wide.

//go:wasmimport wasi_snapshot_preview1 args_sizes_get
func args_sizes_get(unsafe.Pointer, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 environ_sizes_get
func environ_sizes_get(unsafe.Pointer, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 args_get
func args_get(unsafe.Pointer, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 environ_get
func environ_get(unsafe.Pointer, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 clock_res_get
func clock_res_get(uint32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 clock_time_get
func clock_time_get(uint32, uint64, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 random_get
func random_get(unsafe.Pointer, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 sched_yield
func sched_yield() Errno

//go:wasmimport wasi_snapshot_preview1 fd_advise
func fd_advise(int32, uint64, uint64, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 fd_allocate
func fd_allocate(int32, uint64, uint64) Errno

//go:wasmimport wasi_snapshot_preview1 fd_close
func fd_close(int32) Errno

//go:wasmimport wasi_snapshot_preview1 fd_datasync
func fd_datasync(int32) Errno

//go:wasmimport wasi_snapshot_preview1 fd_sync
func fd_sync(int32) Errno

//go:wasmimport wasi_snapshot_preview1 fd_fdstat_get
func fd_fdstat_get(int32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 fd_fdstat_set_flags
func fd_fdstat_set_flags(int32, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 fd_filestat_get
func fd_filestat_get(int32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 fd_filestat_set_size
func fd_filestat_set_size(int32, uint64) Errno

//go:wasmimport wasi_snapshot_preview1 fd_filestat_set_times
func fd_filestat_set_times(int32, uint64, uint64, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 fd_pread
func fd_pread(int32, unsafe.Pointer, uint32, uint64, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 fd_pwrite
func fd_pwrite(int32, unsafe.Pointer, uint32, uint64, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 fd_read
func fd_read(int32, unsafe.Pointer, uint32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 fd_write
func fd_write(int32, unsafe.Pointer, uint32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 fd_prestat_get
func fd_prestat_get(int32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 fd_prestat_dir_name
func fd_prestat_dir_name(int32, unsafe.Pointer, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 fd_readdir
func fd_readdir(int32, unsafe.Pointer, uint32, uint64, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 fd_renumber
func fd_renumber(int32, int32) Errno

//go:wasmimport wasi_snapshot_preview1 fd_seek
func fd_seek(int32, int64, uint32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 fd_tell
func fd_tell(int32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 path_create_directory
func path_create_directory(int32, unsafe.Pointer, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 path_filestat_get
func path_filestat_get(int32, uint32, unsafe.Pointer, uint32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 path_filestat_set_times
func path_filestat_set_times(int32, uint32, unsafe.Pointer, uint32, uint64, uint64, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 path_link
func path_link(int32, uint32, unsafe.Pointer, uint32, int32, unsafe.Pointer, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 path_open
func path_open(int32, uint32, unsafe.Pointer, uint32, uint32, uint64, uint64, uint32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 path_readlink
func path_readlink(int32, unsafe.Pointer, uint32, unsafe.Pointer, uint32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 path_remove_directory
func path_remove_directory(int32, unsafe.Pointer, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 path_rename
func path_rename(int32, unsafe.Pointer, uint32, int32, unsafe.Pointer, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 path_symlink
func path_symlink(unsafe.Pointer, uint32, int32, unsafe.Pointer, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 path_unlink_file
func path_unlink_file(int32, unsafe.Pointer, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 poll_oneoff
func poll_oneoff(unsafe.Pointer, unsafe.Pointer, uint32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 sock_accept
func sock_accept(int32, uint32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 sock_recv
func sock_recv(int32, unsafe.Pointer, uint32, uint32, unsafe.Pointer, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 sock_send
func sock_send(int32, unsafe.Pointer, uint32, uint32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 sock_shutdown
func sock_shutdown(int32, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 proc_raise
func proc_raise(uint32) Errno

func chars(s string) unsafe.Pointer { return unsafe.Pointer(unsafe.StringData(s)) }

func bytes(b []byte) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(b)) }

func length[T string | []byte](s T) uint32 { return uint32(len(s)) }

// iovec is an element of an iovec array: a 32-bit pointer and a length.
type iovec struct{ pointer, length uint32 }

func iovecs(buffers [][]byte) unsafe.Pointer {
	vecs := make([]iovec, len(buffers)+1)
	for i, b := range buffers {
		vecs[i] = iovec{uint32(uintptr(bytes(b))), length(b)}
	}
	return unsafe.Pointer(&vecs[0])
}

// transfer makes one of the four calls that read or write, and keeps the buffers alive during it.
func transfer(buffers [][]byte, call func(vecs unsafe.Pointer, count uint32, n *uint32) Errno) (n uint32, e Errno) {
	e = call(iovecs(buffers), uint32(len(buffers)), &n)
	runtime.KeepAlive(buffers)
	return n, e
}

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

func slices(texts []string) [][]byte {
	buffers := make([][]byte, len(texts))
	for i, text := range texts {
		buffers[i] = []byte(text)
	}
	return buffers
}

// Strings calls args_sizes_get and args_get, or the same for environ, and cuts the buffer at its zero bytes.
func Strings(environ bool) (list []string, e Errno) {
	var count, size uint32
	sizes, get := args_sizes_get, args_get
	if environ {
		sizes, get = environ_sizes_get, environ_get
	}
	if e = sizes(unsafe.Pointer(&count), unsafe.Pointer(&size)); e != 0 {
		return nil, e
	}
	pointers, buffer := make([]uint32, count+1), make([]byte, size+8)
	for i := size; i < size+8; i++ {
		buffer[i] = 0xaa
	}
	e = get(unsafe.Pointer(&pointers[0]), bytes(buffer))
	for i := range count {
		rest := string(buffer[pointers[i]-uint32(uintptr(bytes(buffer))) : size])
		list = append(list, rest[:strings.IndexByte(rest, 0)])
	}
	if string(buffer[size:]) != strings.Repeat("\xaa", 8) {
		panic("bytes behind the buffer were overwritten")
	}
	return list, e
}

// ClockRes calls clock_res_get.
func ClockRes(id uint32) (ns uint64, e Errno) { e = clock_res_get(id, unsafe.Pointer(&ns)); return }

// ClockTime calls clock_time_get.
func ClockTime(id uint32) (ns uint64, e Errno) {
	e = clock_time_get(id, 1, unsafe.Pointer(&ns))
	return
}

// Random calls random_get.
func Random(b []byte) Errno { return random_get(bytes(b), length(b)) }

// Yield calls sched_yield.
func Yield() Errno { return sched_yield() }

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

// Renumber calls fd_renumber.
func Renumber(from, to int32) Errno { return fd_renumber(from, to) }

// Seek calls fd_seek.
func Seek(fd int32, offset int64, whence uint32) (position uint64, e Errno) {
	e = fd_seek(fd, offset, whence, unsafe.Pointer(&position))
	return
}

// Tell calls fd_tell.
func Tell(fd int32) (position uint64, e Errno) { e = fd_tell(fd, unsafe.Pointer(&position)); return }

// Mkdir calls path_create_directory.
func Mkdir(dir int32, path string) Errno {
	return path_create_directory(dir, chars(path), length(path))
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

// Link calls path_link.
func Link(fromDir int32, lookup uint32, from string, toDir int32, to string) Errno {
	return path_link(fromDir, lookup, chars(from), length(from), toDir, chars(to), length(to))
}

// Open calls path_open; rights are both base and inheriting.
func Open(dir int32, lookup uint32, path string, oflags uint32, rights uint64, fdflags uint32) (fd int32, e Errno) {
	fd = -1
	e = path_open(dir, lookup, chars(path), length(path), oflags, rights, rights, fdflags, unsafe.Pointer(&fd))
	return
}

// Create makes a file with the given content and closes it.
func Create(dir int32, path, content string) {
	fd, e := Open(dir, 0, path, Creat|Trunc, ReadWrite, 0)
	Must(e)
	_, e = FdWrite(fd, content)
	Must(e)
	Must(Close(fd))
}

// Content is all of a file.
func Content(dir int32, path string) string {
	fd, e := Open(dir, Follow, path, 0, Read, 0)
	Must(e)
	defer Close(fd)
	buffer := make([]byte, 1<<16)
	n, e := FdRead(fd, buffer)
	Must(e)
	return string(buffer[:n])
}

// Readlink calls path_readlink with a buffer of the given size.
func Readlink(dir int32, path string, size uint32) (target string, e Errno) {
	buffer := make([]byte, size+1)
	var used uint32
	e = path_readlink(dir, chars(path), length(path), bytes(buffer), size, unsafe.Pointer(&used))
	return string(buffer[:used]), e
}

// Rmdir calls path_remove_directory.
func Rmdir(dir int32, path string) Errno {
	return path_remove_directory(dir, chars(path), length(path))
}

// Rename calls path_rename.
func Rename(fromDir int32, from string, toDir int32, to string) Errno {
	return path_rename(fromDir, chars(from), length(from), toDir, chars(to), length(to))
}

// Symlink calls path_symlink.
func Symlink(target string, dir int32, path string) Errno {
	return path_symlink(chars(target), length(target), dir, chars(path), length(path))
}

// Unlink calls path_unlink_file.
func Unlink(dir int32, path string) Errno { return path_unlink_file(dir, chars(path), length(path)) }

// Subscription is one thing to wait for.
type Subscription struct {
	Userdata uint64
	Type     uint8 // 0 clock, 1 fd_read, 2 fd_write
	_        [7]byte
	// ID is a clock or a descriptor.
	ID       uint32
	_        uint32
	Timeout  uint64
	Accuracy uint64
	Absolute uint16
	_        [6]byte
}

// Event is one thing that happened.
type Event struct {
	Userdata uint64
	Errno    uint16
	Type     uint8
	_        [5]byte
	Nbytes   uint64
	Flags    uint16
	_        [6]byte
}

// Poll calls poll_oneoff.
func Poll(subscriptions ...Subscription) ([]Event, Errno) {
	n := uint32(len(subscriptions))
	in, out := append(subscriptions, Subscription{}), make([]Event, n+1)
	count := ^uint32(0)
	e := poll_oneoff(unsafe.Pointer(&in[0]), unsafe.Pointer(&out[0]), n, unsafe.Pointer(&count))
	if e != 0 {
		return nil, e
	}
	return out[:count], e
}

// Sockets calls all of sock_*, on stdin.
func Sockets() []Errno {
	var a, b uint32
	p, q := unsafe.Pointer(&a), unsafe.Pointer(&b)
	none := iovecs(nil)
	return []Errno{sock_accept(0, 0, p), sock_recv(0, none, 0, 0, p, q), sock_send(0, none, 0, 0, p), sock_shutdown(0, 0)}
}

// Raise calls proc_raise.
func Raise(signal uint32) Errno { return proc_raise(signal) }

// Must ends the program when a step of preparation fails.
func Must(e Errno) {
	if e != 0 {
		panic(fmt.Sprint("preparation failed: ", e))
	}
}
