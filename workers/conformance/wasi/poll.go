// Waiting.

package wasi

import "unsafe"

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
