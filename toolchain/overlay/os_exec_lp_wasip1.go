// Finds executables on wasip1: as on Unix,
// except that any file counts, because the host's files have no modes.

package exec

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// ErrNotFound is the error resulting if a path search failed to find an executable file.
var ErrNotFound = errors.New("executable file not found in $PATH")

func findFile(path string) error {
	stat, err := os.Stat(path)
	if err != nil {
		return err
	}
	if stat.IsDir() {
		return syscall.EISDIR
	}
	return nil
}

func lookPath(file string) (string, error) {
	if err := validateLookPath(file); err != nil {
		return "", &Error{file, err}
	}
	if strings.Contains(file, "/") {
		if err := findFile(file); err != nil {
			return "", &Error{file, err}
		}
		return file, nil
	}
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		path := filepath.Join(dir, file) // an empty element means the current directory
		if findFile(path) != nil {
			continue
		}
		if !filepath.IsAbs(path) {
			if execerrdot.Value() != "0" {
				return path, &Error{file, ErrDot}
			}
			execerrdot.IncNonDefault()
		}
		return path, nil
	}
	return "", &Error{file, ErrNotFound}
}

// lookExtensions leaves the path alone: there are no extensions to try.
func lookExtensions(path, dir string) (string, error) {
	return path, nil
}
