// Tests that a mismatch names what differs: the input, and the parts of the binary.
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { inspect } from '../binary/inspect.ts';
import { tinyElf, tinyPe } from '../binary/testing/tiny-binaries.ts';
import { DEFAULT_SETTINGS } from '../project/settings.ts';
import { decodeLink, encodeLink, withRecord } from './link.ts';
import type { ExpectedBinary, LinkedProject } from './linked-project.ts';
import { differingParts, partMarks } from './part-marks.ts';
import { verdictOn } from './verdict.ts';

const release = 'go1.27.3';
const expectedOf = (bytes: Uint8Array): ExpectedBinary => ({
  sha256: createHash('sha256').update(bytes).digest('hex'),
  marks: partMarks(bytes),
});

const binary = tinyElf(64, 'little');
const linked = (change: Partial<LinkedProject> = {}): LinkedProject => ({
  ...withRecord({
    release,
    settings: DEFAULT_SETTINGS,
    targets: [{ target: { goos: 'linux', goarch: 'amd64' }, expected: expectedOf(binary) }],
    files: [
      { path: 'go.mod', content: 'module a\n' },
      { path: 'main.go', content: 'package main\n' },
    ],
  }),
  ...change,
});

/** As it comes out of its link. */
function reopened(project: LinkedProject): LinkedProject {
  const result = decodeLink(encodeLink(project));
  if ('problem' in result) throw new Error(result.problem.kind);
  return result.project;
}

function verdict(project: LinkedProject, bytes: Uint8Array, by = release) {
  const opened = reopened(project);
  return verdictOn(opened, opened.targets[0]!.expected, {
    sha256: expectedOf(bytes).sha256,
    bytes,
    release: by,
  });
}

const other = binary.slice();
other[18] = 183;

it('is a match when the SHA-256 is the same', () => {
  expect(verdict(linked(), binary)).toEqual({ is: 'match' });
});

it('is no verdict when nothing was promised', () => {
  const targets = [{ target: { goos: 'linux', goarch: 'amd64' } }];
  expect(verdict({ ...linked({ targets }) }, binary)).toEqual({ is: 'unknown' });
});

it('names the file in which one byte was changed after the link was made', () => {
  const files = linked().files.map((file) =>
    file.path === 'main.go' ? { ...file, content: 'package maim\n' } : file,
  );
  expect(verdict(linked({ files }), other)).toMatchObject({
    is: 'mismatch',
    changed: [{ input: 'file', path: 'main.go' }],
    parts: { headers: true, sections: [], sameCount: true },
  });
});

it('names a file that was renamed, settings that were changed, and files that were added', () => {
  const renamed = linked().files.map((file) => ({
    ...file,
    path: file.path.replace('main.go', 'main_test.go'),
  }));
  expect(verdict(linked({ files: renamed }), other)).toMatchObject({
    changed: [{ input: 'file', path: 'main_test.go' }],
  });
  const settings = { ...DEFAULT_SETTINGS, ldflags: '-s' };
  expect(verdict(linked({ settings }), other)).toMatchObject({ changed: [{ input: 'settings' }] });
  const more = [...linked().files, { path: 'more.go', content: 'package main\n' }];
  const project = linked();
  const record = { ...project.record!, files: [...project.record!.files, 0] };
  expect(verdict({ ...project, files: more, record }, other)).toMatchObject({
    changed: [{ input: 'file', path: 'more.go' }],
  });
});

it('names another release, and says so when nothing that is known differs', () => {
  expect(verdict(linked(), other, 'go1.28.0')).toMatchObject({ otherRelease: 'go1.28.0', changed: [] });
  expect(verdict(linked(), other)).toMatchObject({ otherRelease: undefined, changed: [] });
});

it('names the sections that differ, in the order of the file', () => {
  const sections = inspect(binary)
    .sections()
    .filter(({ fileSize }) => fileSize > 0)
    .sort((a, b) => a.offset - b.offset);
  for (const { name, offset } of sections) {
    const changed = binary.slice();
    changed[offset]! ^= 0xff;
    const differing = differingParts(changed, partMarks(binary));
    expect(differing.sections).toContain(name);
    expect(differing.sections.length).toBeLessThan(sections.length);
  }
});

it('tells of a file with other parts that there are not as many', () => {
  expect(differingParts(tinyPe(64), partMarks(binary)).sameCount).toBe(false);
});

it('takes a file that is no binary for one part', () => {
  expect([...partMarks(new Uint8Array([1, 2, 3]))]).toHaveLength(1);
});
