// Tests what a confined program sees, and what of it reaches the tools.
import { expect, it } from 'vitest';
import { Confinement } from './confinement.ts';
import { emptyRoot } from './root.ts';
import { RegularFile } from '../wasi/regular-file.ts';

const bytes = (text: string) => new RegularFile(new TextEncoder().encode(text));
const program = '/gotmp/go-build1/b001/lib.test';

function tree() {
  const root = emptyRoot();
  for (const path of ['goroot/bin/go', 'gocache/00/00-d', 'work/main.go', 'out/hello'])
    root.put(path, bytes(path));
  for (const name of ['lib.test', '_pkg_.a', 'gocoverdir/covmeta'])
    root.put(`gotmp/go-build1/b001/${name}`, bytes(name));
  return root;
}

it('shows the project itself, and nothing else of what tools see', () => {
  const root = tree();
  const { root: seen } = new Confinement(root, program);
  expect([...seen.entries.keys()].sort()).toEqual(['dev', 'gotmp', 'home', 'tmp', 'work']);
  expect(seen.entries.get('work')).toBe(root.entries.get('work'));
  expect([...seen.folder('gotmp/go-build1/b001').entries.keys()]).toEqual(['gocoverdir']);
});

it('hands over what go test reads, and nothing besides', () => {
  const root = tree();
  const confinement = new Confinement(root, program);
  const own = confinement.root.folder('gotmp/go-build1/b001');
  for (const name of ['testlog.txt', '_cover_.out', '_pkg_.a', 'gocoverdir/covcounters'])
    own.put(name, bytes('new'));
  confinement.handOver();
  const built = root.folder('gotmp/go-build1/b001');
  const contents = ['testlog.txt', '_cover_.out', '_pkg_.a', 'gocoverdir/covcounters'].map((name) =>
    new TextDecoder().decode(built.file(name)?.bytes),
  );
  expect(contents).toEqual(['new', 'new', '_pkg_.a', 'new']);
});

it('of a program of the project hands nothing over', () => {
  const root = tree();
  const confinement = new Confinement(root, '/work/generate.wasm');
  confinement.root.put('tmp/testlog.txt', bytes('x'));
  confinement.handOver();
  expect([root.file('tmp/testlog.txt'), root.file('work/testlog.txt')]).toEqual([undefined, undefined]);
});

it('makes of a link in a place that go reads no file of go', () => {
  const root = tree();
  const confinement = new Confinement(root, program);
  confinement.root.folder('gotmp/go-build1/b001').put('testlog.txt', root.folder('goroot'));
  confinement.handOver();
  expect(root.folder('gotmp/go-build1/b001').entries.has('testlog.txt')).toBe(false);
});
