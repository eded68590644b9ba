// Package wasi gives the conformance cases the calls of WASI preview 1 as they are, without package os in between
// (https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md).
package wasi

import "fmt"

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

// Must ends the program when a step of preparation fails.
func Must(e Errno) {
	if e != 0 {
		panic(fmt.Sprint("preparation failed: ", e))
	}
}
