// Os.Pipe on wasip1, where package syscall has
// pipes in this overlay.

package os

import "syscall"

// Pipe returns a connected pair of Files; reads from r return bytes written to w.
func Pipe() (r *File, w *File, err error) {
	var fds [2]int
	if err := syscall.Pipe(fds[:]); err != nil {
		return nil, nil, NewSyscallError("pipe", err)
	}
	// The names are those of os.Pipe on Unix; os/exec compares them with "|1".
	return NewFile(uintptr(fds[0]), "|0"), NewFile(uintptr(fds[1]), "|1"), nil
}
