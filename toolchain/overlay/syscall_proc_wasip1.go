// Gives package syscall processes and pipes on
// wasip1, by asking the host through the import module "proc" (see the
// README beside this folder for the contract).

package syscall

//go:wasmimport proc spawn
//go:noescape
func proc_spawn(request *byte, requestLen size, files *int32, nfiles size, pid *int32) Errno

//go:wasmimport proc wait
//go:noescape
func proc_wait(pid int32, status *int32) Errno

//go:wasmimport proc pipe
//go:noescape
func proc_pipe(fds *int32) Errno

// StartProcess runs argv0 in the host. The host runs the child to its exit
// before this call returns; Wait4 collects the exit code. attr may be nil.
func StartProcess(argv0 string, argv []string, attr *ProcAttr) (pid int, handle uintptr, err error) {
	if attr == nil {
		attr = new(ProcAttr)
	}
	request, err := spawnRequest(argv0, argv, attr)
	if err != nil {
		return 0, 0, err
	}
	files := make([]int32, len(attr.Files)+1) // never empty, so that &files[0] is valid
	for i, fd := range attr.Files {
		files[i] = int32(fd) // a nil *os.File is ^uintptr(0): -1
	}
	var child int32
	if errno := proc_spawn(&request[0], size(len(request)), &files[0], size(len(attr.Files)), &child); errno != 0 {
		return 0, 0, errno
	}
	return int(child), 0, nil
}

// spawnRequest lays out what the host needs: NUL-terminated strings, argv0 and
// the working directory first, then each argument behind an 'a' and each
// environment entry behind an 'e'.
func spawnRequest(argv0 string, argv []string, attr *ProcAttr) ([]byte, error) {
	dir := attr.Dir
	if dir == "" {
		dir, _ = Getwd()
	}
	env := attr.Env
	if env == nil {
		env = Environ()
	}
	fields := []string{argv0, dir}
	for _, arg := range argv {
		fields = append(fields, "a"+arg)
	}
	for _, entry := range env {
		fields = append(fields, "e"+entry)
	}
	var request []byte
	for _, field := range fields {
		terminated, err := ByteSliceFromString(field) // EINVAL when there is a NUL inside
		if err != nil {
			return nil, err
		}
		request = append(request, terminated...)
	}
	return request, nil
}

// Wait4 collects the exit code of a child. Options and rusage have no meaning
// here: a child has always exited, and nobody measured it.
func Wait4(pid int, wstatus *WaitStatus, options int, rusage *Rusage) (wpid int, err error) {
	var status int32
	if errno := proc_wait(int32(pid), &status); errno != 0 {
		return 0, errno
	}
	if wstatus != nil {
		*wstatus = WaitStatus(status)
	}
	return pid, nil
}

// Exited is always true: a child runs to its exit inside StartProcess.
func (w WaitStatus) Exited() bool { return true }

// ExitStatus returns the exit code.
func (w WaitStatus) ExitStatus() int { return int(int32(w)) }

// Pipe stores the read end in fd[0] and the write end in fd[1].
func Pipe(fd []int) error {
	if len(fd) != 2 {
		return EINVAL
	}
	var fds [2]int32
	if errno := proc_pipe(&fds[0]); errno != 0 {
		return errno
	}
	fd[0], fd[1] = int(fds[0]), int(fds[1])
	return nil
}
