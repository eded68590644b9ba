// Checks how a refused architecture value is told from an accepted one.
import { expect, it } from 'vitest';
import { hasTag } from './variants.ts';

it('takes a value that go1.27.3 silently replaces for refused', () => {
  expect(hasTag('goexperiment.jsonv2 amd64.v1 amd64.v2 amd64.v3\n', 'amd64.v3')).toBe(true);
  expect(hasTag('goexperiment.jsonv2 amd64.v1\n', 'amd64.v5')).toBe(false); // printed for GOAMD64=v5
  expect(hasTag('arm.5 arm.6 arm.7\n', 'arm.9')).toBe(false); // printed for GOARM=9
  expect(hasTag('arm64.v8.0 arm64.v8.1\n', 'arm64.v8')).toBe(false);
});
