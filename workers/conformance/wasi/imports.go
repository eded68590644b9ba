// The imports, with the types of the WASI document: pointers and sizes are 32 bits wide.

package wasi

import "unsafe"

//go:wasmimport wasi_snapshot_preview1 args_sizes_get
func args_sizes_get(unsafe.Pointer, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 environ_sizes_get
func environ_sizes_get(unsafe.Pointer, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 args_get
func args_get(unsafe.Pointer, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 environ_get
func environ_get(unsafe.Pointer, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 clock_res_get
func clock_res_get(uint32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 clock_time_get
func clock_time_get(uint32, uint64, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 random_get
func random_get(unsafe.Pointer, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 sched_yield
func sched_yield() Errno

//go:wasmimport wasi_snapshot_preview1 fd_advise
func fd_advise(int32, uint64, uint64, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 fd_allocate
func fd_allocate(int32, uint64, uint64) Errno

//go:wasmimport wasi_snapshot_preview1 fd_close
func fd_close(int32) Errno

//go:wasmimport wasi_snapshot_preview1 fd_datasync
func fd_datasync(int32) Errno

//go:wasmimport wasi_snapshot_preview1 fd_sync
func fd_sync(int32) Errno

//go:wasmimport wasi_snapshot_preview1 fd_fdstat_get
func fd_fdstat_get(int32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 fd_fdstat_set_flags
func fd_fdstat_set_flags(int32, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 fd_filestat_get
func fd_filestat_get(int32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 fd_filestat_set_size
func fd_filestat_set_size(int32, uint64) Errno

//go:wasmimport wasi_snapshot_preview1 fd_filestat_set_times
func fd_filestat_set_times(int32, uint64, uint64, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 fd_pread
func fd_pread(int32, unsafe.Pointer, uint32, uint64, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 fd_pwrite
func fd_pwrite(int32, unsafe.Pointer, uint32, uint64, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 fd_read
func fd_read(int32, unsafe.Pointer, uint32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 fd_write
func fd_write(int32, unsafe.Pointer, uint32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 fd_prestat_get
func fd_prestat_get(int32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 fd_prestat_dir_name
func fd_prestat_dir_name(int32, unsafe.Pointer, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 fd_readdir
func fd_readdir(int32, unsafe.Pointer, uint32, uint64, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 fd_renumber
func fd_renumber(int32, int32) Errno

//go:wasmimport wasi_snapshot_preview1 fd_seek
func fd_seek(int32, int64, uint32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 fd_tell
func fd_tell(int32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 path_create_directory
func path_create_directory(int32, unsafe.Pointer, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 path_filestat_get
func path_filestat_get(int32, uint32, unsafe.Pointer, uint32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 path_filestat_set_times
func path_filestat_set_times(int32, uint32, unsafe.Pointer, uint32, uint64, uint64, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 path_link
func path_link(int32, uint32, unsafe.Pointer, uint32, int32, unsafe.Pointer, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 path_open
func path_open(int32, uint32, unsafe.Pointer, uint32, uint32, uint64, uint64, uint32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 path_readlink
func path_readlink(int32, unsafe.Pointer, uint32, unsafe.Pointer, uint32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 path_remove_directory
func path_remove_directory(int32, unsafe.Pointer, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 path_rename
func path_rename(int32, unsafe.Pointer, uint32, int32, unsafe.Pointer, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 path_symlink
func path_symlink(unsafe.Pointer, uint32, int32, unsafe.Pointer, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 path_unlink_file
func path_unlink_file(int32, unsafe.Pointer, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 poll_oneoff
func poll_oneoff(unsafe.Pointer, unsafe.Pointer, uint32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 sock_accept
func sock_accept(int32, uint32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 sock_recv
func sock_recv(int32, unsafe.Pointer, uint32, uint32, unsafe.Pointer, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 sock_send
func sock_send(int32, unsafe.Pointer, uint32, uint32, unsafe.Pointer) Errno

//go:wasmimport wasi_snapshot_preview1 sock_shutdown
func sock_shutdown(int32, uint32) Errno

//go:wasmimport wasi_snapshot_preview1 proc_raise
func proc_raise(uint32) Errno
