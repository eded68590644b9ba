// Calls that find, make, move and remove what has a path.

package wasi

import "unsafe"

// Mkdir calls path_create_directory.
func Mkdir(dir int32, path string) Errno {
	return path_create_directory(dir, chars(path), length(path))
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
