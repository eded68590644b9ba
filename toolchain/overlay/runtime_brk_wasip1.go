// Tells the host how much of the linear memory
// the program has taken into use, so that the host can clear just that and lend
// the memory to the next process.

package runtime

//go:wasmimport proc brk
func proc_brk(end uint32)
