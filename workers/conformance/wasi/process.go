// Calls about the process: its arguments and environment, clocks, random bytes, signals.

package wasi

import (
	"strings"
	"unsafe"
)

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

// Raise calls proc_raise.
func Raise(signal uint32) Errno { return proc_raise(signal) }
