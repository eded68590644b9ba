// Takes the place of package runtime/pprof in
// the tools. Nothing can be profiled on wasip1, and the real package, with what
// it imports, is one percent of each tool.

package pprof

import (
	"errors"
	"io"
)

var errNoProfiles = errors.New("profiles cannot be made in this host")

// StartCPUProfile fails: there is no clock that interrupts.
func StartCPUProfile(w io.Writer) error { return errNoProfiles }

// StopCPUProfile does nothing, because nothing was started.
func StopCPUProfile() {}

// WriteHeapProfile fails.
func WriteHeapProfile(w io.Writer) error { return errNoProfiles }

// Profile is a profile that cannot be written.
type Profile struct{}

// Lookup returns a profile for every name, so that callers hear why there is none.
func Lookup(name string) *Profile { return new(Profile) }

// WriteTo fails.
func (p *Profile) WriteTo(w io.Writer, debug int) error { return errNoProfiles }
