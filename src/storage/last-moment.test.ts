// Tests that the last moment keeps what changed, and finds the rest in the records.
import { beforeEach, expect, test, vi } from 'vitest';
import { isDraft, type Draft } from './draft.ts';
import { draftOf, keepLastMoment, lastMoments, removeLastMoments } from './last-moment.ts';

const png = Uint8Array.of(0x89, 0, 255);
const draft: Draft = {
  files: [
    { path: 'main.go', content: 'typed' },
    { path: 'x.png', content: png },
    { path: 'large.txt', content: 'large' },
  ],
  openPath: 'main.go',
  target: { goos: 'linux', goarch: 'amd64' },
  args: '',
  stdin: '',
};

/** A localStorage with room for so many characters. */
function storage(room = 1000) {
  const values: Record<string, string> = {};
  const methods = {
    getItem: (key: string) => values[key] ?? null,
    setItem: (key: string, value: string) => {
      if (value.length > room) throw new DOMException('full', 'QuotaExceededError');
      values[key] = value;
    },
    removeItem: (key: string) => delete values[key],
  };
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(values, name, { value });
  vi.stubGlobal('localStorage', values);
}

beforeEach(() => storage());

test('what the records hold already is not written again', () => {
  const kept = [
    { path: 'large.txt', content: 'large', key: 'k1' },
    { path: 'main.go', content: 'before', key: 'k2' },
  ];
  expect(keepLastMoment('tab', 5, draft, kept)).toBe(true);
  const [moment] = lastMoments();
  expect(moment).toMatchObject({ tab: 'tab', savedAt: 5 });
  expect(moment!.files).toEqual([
    { path: 'main.go', text: 'typed' },
    { path: 'x.png', base64: 'iQD/' },
    { path: 'large.txt', key: 'k1' },
  ]);
  expect(draftOf(moment!, new Map([['k1', 'large']]))).toEqual(draft);
});

test('a record that is gone leaves no draft', () => {
  keepLastMoment('tab', 5, draft, [{ path: 'large.txt', content: 'large', key: 'k1' }]);
  expect(isDraft(draftOf(lastMoments()[0]!, new Map()))).toBe(false);
});

test('tabs do not overwrite each other, and what is damaged is passed over', () => {
  keepLastMoment('a', 1, draft, []);
  keepLastMoment('b', 2, draft, []);
  localStorage.setItem('anyport-last-moment:c', '{"tab":"c"');
  expect(lastMoments().map(({ tab }) => tab)).toEqual(['a', 'b']);
  removeLastMoments(['a']);
  expect(lastMoments().map(({ tab }) => tab)).toEqual(['b']);
});

test('no room is no failure', () => {
  storage(10);
  expect(keepLastMoment('tab', 5, draft, [])).toBe(false);
  expect(lastMoments()).toEqual([]);
});
