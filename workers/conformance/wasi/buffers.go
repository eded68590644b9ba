// Texts and buffers as the calls take them.

package wasi

import (
	"runtime"
	"unsafe"
)

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

func slices(texts []string) [][]byte {
	buffers := make([][]byte, len(texts))
	for i, text := range texts {
		buffers[i] = []byte(text)
	}
	return buffers
}
