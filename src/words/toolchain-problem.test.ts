// Tests that each fault of a prepared file is told with what is known of it.
import { expect, it } from 'vitest';
import type { ToolchainFault } from '../project/toolchain-error.ts';
import { problemLine } from './toolchain-problem.ts';

it.each<[ToolchainFault, string]>([
  [{ code: 'status', status: 404, text: 'Not Found' }, 'the server answered 404 Not Found'],
  [{ code: 'status', status: 503, text: '' }, 'the server answered 503'],
  [{ code: 'size', came: 1200, expected: 34567 }, '1200 bytes came, 34567 were expected'],
  [{ code: 'hash', came: 'ab', expected: 'cd' }, 'its SHA-256 is ab, cd was expected'],
  [{ code: 'not kept' }, 'it was not fetched before, and there is no network'],
  [{ code: 'error', message: 'Failed to fetch' }, 'Failed to fetch'],
])('%o', (fault, sentence) => {
  expect(problemLine({ file: '/toolchain/tools/go.wasm', fault })).toBe(
    `/toolchain/tools/go.wasm: ${sentence}`,
  );
});
