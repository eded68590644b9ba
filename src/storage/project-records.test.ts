// Tests that only what changed is written, and that no order of writings by two tabs leaves a project in pieces.
import { expect, test } from 'vitest';
import type { Draft } from './draft.ts';
import { planWriting, type KeptFile, type ProjectHead } from './project-records.ts';

const rest = { openPath: 'main.go', target: { goos: 'linux', goarch: 'amd64' }, args: '', stdin: '' };
const png = Uint8Array.of(0x89, 0x50);

function draft(files: Record<string, string | Uint8Array>): Draft {
  return { files: Object.entries(files).map(([path, content]) => ({ path, content })), ...rest };
}

/** Records as IndexedDB has them, and writers of the same tab's project. */
class Records {
  head: ProjectHead | undefined;
  readonly contents = new Map<string, string | Uint8Array>();
  writings = 0;

  /** What a reload would bring back; fails when a record is missing. */
  project(): Record<string, string | Uint8Array | undefined> {
    for (const { key } of this.head?.files ?? []) expect(this.contents.has(key)).toBe(true);
    return Object.fromEntries(
      (this.head?.files ?? []).map(({ path, key }) => [path, this.contents.get(key)]),
    );
  }
}

class Writer {
  #known: { stamp: string; kept: KeptFile[] } | undefined;

  constructor(readonly records: Records) {
    const { head, contents } = records;
    if (head)
      this.#known = {
        stamp: head.stamp,
        kept: head.files.map((f) => ({ ...f, content: contents.get(f.key)! })),
      };
  }

  /** Writes, and gives the paths of the contents that were written. */
  write(value: Draft): string[] {
    const { records } = this;
    const count = ++records.writings;
    const identity = { tab: 'tab', savedAt: count, stamp: `s${count}` };
    let keys = 0;
    const plan = planWriting(value, identity, this.#known, records.head, () => `k${count}.${keys++}`);
    for (const { key, content } of plan.puts) records.contents.set(key, content);
    for (const key of plan.deletes) records.contents.delete(key);
    records.head = plan.head;
    this.#known = { stamp: identity.stamp, kept: plan.kept };
    return plan.puts.map(({ key }) => plan.head.files.find((file) => file.key === key)!.path);
  }
}

test('a file is written when it changed, and only then', () => {
  const records = new Records();
  const writer = new Writer(records);
  const files = { 'main.go': 'a', 'go.mod': 'm', 'x.png': png };
  expect(writer.write(draft(files))).toEqual(['main.go', 'go.mod', 'x.png']);
  expect(writer.write(draft(files))).toEqual([]);
  expect(writer.write(draft({ ...files, 'main.go': 'ab' }))).toEqual(['main.go']);
  expect(records.project()).toEqual({ ...files, 'main.go': 'ab' });
  expect(records.contents.size).toBe(3);
});

test('order, names and the rest need no content', () => {
  const records = new Records();
  const writer = new Writer(records);
  writer.write(draft({ 'main.go': 'a', 'x.png': png }));
  expect(writer.write(draft({ 'y.png': png, 'cmd.go': 'a' }))).toEqual([]);
  expect(records.project()).toEqual({ 'y.png': png, 'cmd.go': 'a' });
  expect(writer.write({ ...draft({ 'y.png': png, 'cmd.go': 'a' }), args: 'x' })).toEqual([]);
  expect(records.head?.rest.args).toBe('x');
});

test('what is deleted leaves no record', () => {
  const records = new Records();
  const writer = new Writer(records);
  writer.write(draft({ 'main.go': 'a', 'go.mod': 'm' }));
  writer.write(draft({ 'main.go': 'a' }));
  expect([...records.contents.values()]).toEqual(['a']);
});

test('a later visit goes on where the last one ended', () => {
  const records = new Records();
  new Writer(records).write(draft({ 'main.go': 'a', 'go.mod': 'm' }));
  expect(new Writer(records).write(draft({ 'main.go': 'b', 'go.mod': 'm' }))).toEqual(['main.go']);
});

test('cleared records are written again', () => {
  const records = new Records();
  const writer = new Writer(records);
  writer.write(draft({ 'main.go': 'a' }));
  records.head = undefined;
  records.contents.clear();
  expect(writer.write(draft({ 'main.go': 'a' }))).toEqual(['main.go']);
});

test('two tabs of one name: after every writing the project is whole, and that of the last writer', () => {
  const orders = Array.from({ length: 256 }, (_, order) =>
    Array.from({ length: 8 }, (_, bit) => (order >> bit) & 1),
  );
  for (const order of orders) {
    const records = new Records();
    new Writer(records).write(draft({ 'main.go': 'a', 'go.mod': 'm', 'gone.go': 'g' }));
    const writers = [new Writer(records), new Writer(records)];
    for (const [step, who] of order.entries()) {
      const name = who === 0 ? 'A' : 'B';
      const files: Record<string, string> = { 'main.go': `${name}${step}`, 'go.mod': 'm' };
      if (step % 3 === who) files[`${name}.go`] = name;
      if (step % 4 < 2) files['gone.go'] = 'g';
      writers[who]!.write(draft(files));
      expect(records.project()).toEqual(files);
      expect(records.contents.size).toBe(Object.keys(files).length);
    }
  }
});
