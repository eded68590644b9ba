// Tests how names of Go symbols are split; the names are from real programs.
import { expect, it } from 'vitest';
import { splitGoSymbol } from './go-symbol.ts';

it.each([
  ['main.main', 'main', '', 'main'],
  ['main.main.func1', 'main', '', 'main.func1'],
  ['internal/poll.(*FD).Write.deferwrap1', 'internal/poll', '*FD', 'Write.deferwrap1'],
  ['reflect.Value.abiTypeSlow', 'reflect', 'Value', 'abiTypeSlow'],
  ['os.checkPidfd.deferwrap1', 'os', '', 'checkPidfd.deferwrap1'],
  ['runtime.getpid.abi0', 'runtime', '', 'getpid.abi0'],
  ['runtime.init.5', 'runtime', '', 'init.5'],
  ['fmt..interfaceSwitch.0', 'fmt', '', '.interfaceSwitch.0'],
  ['runtime.(*mheap).alloc.func1', 'runtime', '*mheap', 'alloc.func1'],
  ['gopkg.in/yaml%2ev3.(*Node).Decode', 'gopkg.in/yaml.v3', '*Node', 'Decode'],
  ['internal/strconv.shortFloat[go.shape.float32]', 'internal/strconv', '', 'shortFloat[go.shape.float32]'],
  [
    'sync/atomic.(*Pointer[go.shape.struct { a/b.c int }]).Load',
    'sync/atomic',
    '*Pointer[go.shape.struct { a/b.c int }]',
    'Load',
  ],
  ['type:.eq.M6K2M12', '', '', 'type:.eq.M6K2M12'],
  ['go:itab.*os.File,io.Writer', '', '', 'go:itab.*os.File,io.Writer'],
  ['_cgo_mmap', '', '', '_cgo_mmap'],
  ['$f64.4059000000000000', '', '', '$f64.4059000000000000'],
  ['gosave_systemstack_switch', '', '', 'gosave_systemstack_switch'],
])('%s', (symbol, path, receiver, name) => {
  expect(splitGoSymbol(symbol)).toEqual({ package: path, receiver, name });
});
