// Checks how the end of a build becomes the state of a target.
import { describe, expect, it } from 'vitest';
import { messageOf, stateOf } from './targets.ts';

const refused = {
  exitCode: 1,
  stderr: 'android/amd64 requires external (cgo) linking, but cgo is not enabled\n',
};

describe('stateOf', () => {
  it('a port that links builds', () => {
    expect(stateOf({ exitCode: 0, stderr: '' }, false)).toEqual({ kind: 'builds' });
  });

  it("keeps Go's own message for a port that needs an external linker", () => {
    expect(stateOf(refused, false)).toEqual({
      kind: 'external-linker',
      reason: 'android/amd64 requires external (cgo) linking, but cgo is not enabled',
    });
  });

  it('a port called broken stays broken, whether it links or not', () => {
    expect(stateOf({ exitCode: 0, stderr: '' }, true)).toMatchObject({ kind: 'broken', links: true });
    const failed = { exitCode: 1, stderr: '# runtime\ncompile: unknown architecture "sparc64"\n' };
    expect(stateOf(failed, true)).toEqual({
      kind: 'broken',
      reason: 'compile: unknown architecture "sparc64"',
      links: false,
    });
  });

  it('any other failure is broken too', () => {
    expect(stateOf({ exitCode: 2, stderr: '' }, false)).toMatchObject({ kind: 'broken', links: false });
  });
});

it('finds the message of go build', () => {
  expect(messageOf('# internal/cpu\n\ngo: no such thing\nmore\n')).toBe('no such thing');
});
