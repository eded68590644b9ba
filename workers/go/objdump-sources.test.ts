// Tests where objdump finds the sources of a project.
import { expect, it } from 'vitest';
import { mountProjectSources, sourceFolder, trimmedPath } from './objdump-sources.ts';
import { emptyRoot } from '../process/root.ts';

const files = [
  { path: 'go.mod', content: 'module example.com/app\n' },
  { path: 'main.go', content: 'package main\n' },
  { path: 'tools/go.mod', content: '// Other\nmodule "example.com/tools"\n\ngo 1.27\n' },
];

it.each([
  ['main.go', 'example.com/app/main.go'],
  ['sub/pkg/a.go', 'example.com/app/sub/pkg/a.go'],
  ['tools/gen/main.go', 'example.com/tools/gen/main.go'],
  ['toolshed/a.go', 'example.com/app/toolshed/a.go'],
])('%s is %s in a binary built with -trimpath', (path, expected) => {
  expect(trimmedPath(path, files)).toBe(expected);
});

it('keeps the path of a file that is in no module', () => {
  expect(trimmedPath('main.go', files.slice(1))).toBe('main.go');
});

it('mounts a file where it was built and where -trimpath says', () => {
  const root = emptyRoot();
  mountProjectSources(root, files);
  for (const path of ['/work/main.go', `${sourceFolder}/example.com/app/main.go`])
    expect(new TextDecoder().decode(root.file(path)?.bytes)).toBe('package main\n');
});
