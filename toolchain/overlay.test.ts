// Checks that an overlay edit either fits or fails loudly.
import { describe, expect, it } from 'vitest';
import { type Edit, overlayChanges } from './overlay-edits.ts';
import { applyEdit } from './overlay.ts';

const edit: Edit = {
  kind: 'edit',
  name: 'leave pipes to us',
  file: 'src/os/pipe_wasm.go',
  anchor: '//go:build wasm\n',
  replacement: '//go:build wasm && !wasip1\n',
};

describe('applyEdit', () => {
  it('replaces the anchor and nothing else', () => {
    expect(applyEdit('// a\n\n//go:build wasm\n\npackage os\n', edit)).toBe(
      '// a\n\n//go:build wasm && !wasip1\n\npackage os\n',
    );
  });

  it('names edit, file and anchor when the anchor is missing', () => {
    const apply = () => applyEdit('package os\n', edit);
    expect(apply).toThrow('leave pipes to us');
    expect(apply).toThrow('src/os/pipe_wasm.go');
    expect(apply).toThrow('//go:build wasm\n');
    expect(apply).toThrow('found it 0 times');
  });

  it('refuses an anchor that occurs twice, because it cannot know which is meant', () => {
    expect(() => applyEdit(edit.anchor + edit.anchor, edit)).toThrow('found it 2 times');
  });

  it('takes a replacement literally', () => {
    expect(applyEdit('a', { ...edit, anchor: 'a', replacement: '$& $1' })).toBe('$& $1');
  });
});

describe('overlayChanges', () => {
  it('quotes no more of Go than three lines at a time', () => {
    const anchors = overlayChanges.flatMap((change) => (change.kind === 'edit' ? [change.anchor] : []));
    for (const anchor of anchors) expect(anchor.trimEnd().split('\n').length).toBeLessThanOrEqual(3);
  });
});
