// The preopen, and the flags under their names in the WASI document.

package wasi

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
