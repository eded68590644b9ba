// Tests which flags are taken for an attempt to have go start something that is no tool.
import { expect, it } from 'vitest';
import { foreignTool } from './foreign-tool.ts';

const tools = ['go', 'vet', 'compile'];
const found = (line: string, goFlags = '') =>
  foreignTool(line.split(' '), goFlags === '' ? [] : [['GOFLAGS', goFlags]], tools);

it.each([
  ['build -toolexec=./wrap .', '-toolexec=./wrap'],
  ['build --toolexec ./wrap .', '-toolexec=./wrap'],
  ['test -v . -exec /work/x.wasm', '-exec=/work/x.wasm'],
  ['vet -vettool=/work/vet ./...', '-vettool=/work/vet'],
  ['vet -vettool=vet ./...', '-vettool=vet'],
  ['fix -fixtool=../x ./...', '-fixtool=../x'],
  ['build -toolexec', '-toolexec='],
  ['build -toolexec=/goroot/pkg/tool/wasip1_wasm/../../../../work/x .', expect.stringContaining('/work/x')],
  ['build -toolexec=/goroot/pkg/tool/wasip1_wasm/other .', expect.stringContaining('other')],
])('go %s names a program that is no tool', (line, flag) => {
  expect(found(line)).toEqual(flag);
});

it('and so may GOFLAGS', () => {
  expect(found('build .', '-v "-toolexec=./wrap -x"')).toBe('-toolexec=./wrap -x');
});

it.each([
  'build .',
  'vet -vettool=/goroot/pkg/tool/wasip1_wasm/vet ./...',
  'build -toolexec=go .',
  'test . -args -exec=x',
  'run . -exec=x',
  'run main.go -exec x',
])('go %s names none', (line) => {
  expect(found(line)).toBeUndefined();
});
