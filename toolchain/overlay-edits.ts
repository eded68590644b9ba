// The list of what the overlay changes in a Go release (a table).

/** A small change of one file of the release: `anchor` must occur in it exactly once. */
export interface Edit {
  kind: 'edit';
  /** Says what the edit is for; part of the error when the anchor is missing. */
  name: string;
  /** Path below GOROOT. */
  file: string;
  anchor: string;
  replacement: string;
}

/** A file of ours that the release does not have. */
export interface Addition {
  kind: 'addition';
  /** Path below GOROOT. */
  file: string;
  /** File name in toolchain/overlay/. */
  from: string;
}

/** A package of the release that one file of ours takes the place of. */
export interface Replacement {
  kind: 'replacement';
  /** The package's folder below GOROOT. */
  folder: string;
  /** File name in toolchain/overlay/. */
  from: string;
}

/**
 * Everything the tools need beyond the release's own sources. The edits only make room (a build constraint, a removed
 * function); what takes the place is in the additions.
 */
export const overlayChanges: readonly (Edit | Addition | Replacement)[] = [
  {
    kind: 'edit',
    name: 'make room for StartProcess',
    file: 'src/syscall/syscall_wasip1.go',
    anchor:
      'func StartProcess(argv0 string, argv []string, attr *ProcAttr) (pid int, handle uintptr, err error) {\n\treturn 0, 0, ENOSYS\n}\n',
    replacement: '',
  },
  {
    kind: 'edit',
    name: 'make room for Wait4',
    file: 'src/syscall/syscall_wasip1.go',
    anchor:
      'func Wait4(pid int, wstatus *WaitStatus, options int, rusage *Rusage) (wpid int, err error) {\n\treturn 0, ENOSYS\n}\n',
    replacement: '',
  },
  {
    kind: 'edit',
    name: 'make room for WaitStatus.Exited',
    file: 'src/syscall/syscall_wasip1.go',
    anchor: 'func (w WaitStatus) Exited() bool       { return false }\n',
    replacement: '',
  },
  {
    kind: 'edit',
    name: 'make room for WaitStatus.ExitStatus',
    file: 'src/syscall/syscall_wasip1.go',
    anchor: 'func (w WaitStatus) ExitStatus() int    { return 0 }\n',
    replacement: '',
  },
  {
    kind: 'edit',
    name: 'make room for Pipe',
    file: 'src/syscall/fs_wasip1.go',
    anchor: 'func Pipe(fd []int) error {\n\treturn ENOSYS\n}\n',
    replacement: '',
  },
  { kind: 'addition', file: 'src/syscall/proc_wasip1.go', from: 'syscall_proc_wasip1.go' },
  {
    kind: 'edit',
    name: 'leave os.Pipe of wasip1 to us',
    file: 'src/os/pipe_wasm.go',
    anchor: '//go:build wasm\n',
    replacement: '//go:build wasm && !wasip1\n',
  },
  { kind: 'addition', file: 'src/os/pipe_wasip1.go', from: 'os_pipe_wasip1.go' },
  {
    kind: 'edit',
    name: 'leave exec.LookPath of wasip1 to us',
    file: 'src/os/exec/lp_wasm.go',
    anchor: '//go:build wasm\n',
    replacement: '//go:build wasm && !wasip1\n',
  },
  { kind: 'addition', file: 'src/os/exec/lp_wasip1.go', from: 'os_exec_lp_wasip1.go' },
  {
    kind: 'edit',
    name: 'leave file locks of wasip1 to us',
    file: 'src/cmd/go/internal/lockedfile/internal/filelock/filelock_other.go',
    anchor: '//go:build !unix && !windows\n',
    replacement: '//go:build !unix && !windows && !wasip1\n',
  },
  {
    kind: 'addition',
    file: 'src/cmd/go/internal/lockedfile/internal/filelock/filelock_wasip1.go',
    from: 'filelock_wasip1.go',
  },
  {
    kind: 'edit',
    name: 'ask the host for file hashes',
    file: 'src/cmd/go/internal/cache/hash.go',
    anchor: '\th := sha256.New()\n\tf, err := os.Open(file)\n',
    replacement:
      '\tif sum, ok := hostFileHash(file); ok {\n\t\tSetFileHash(file, sum)\n\t\treturn sum, nil\n\t}\n' +
      '\th := sha256.New()\n\tf, err := os.Open(file)\n',
  },
  {
    kind: 'edit',
    name: 'tell the host how much memory is in use',
    file: 'src/runtime/mem_wasm.go',
    anchor: '\tbloc += n\n\treturn unsafe.Pointer(bl)\n',
    replacement: '\tbloc += n\n\tproc_brk(uint32(bloc))\n\treturn unsafe.Pointer(bl)\n',
  },
  { kind: 'addition', file: 'src/runtime/brk_wasip1.go', from: 'runtime_brk_wasip1.go' },
  {
    kind: 'addition',
    file: 'src/cmd/go/internal/cache/file_hash_wasip1.go',
    from: 'cache_file_hash_wasip1.go',
  },
  { kind: 'replacement', folder: 'src/runtime/pprof', from: 'runtime_pprof.go' },
];
