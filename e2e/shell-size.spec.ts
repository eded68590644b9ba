// The promise that the first screen does not wait for what it does not show.
import { expect, test } from '@playwright/test';
import { shellLimit, shellSize } from '../checks/shell-size.ts';

test('the head of the page names no more scripts and styles than its budget allows', async () => {
  expect(await shellSize(String(process.env['ANYPORT_URL']))).toBeLessThanOrEqual(shellLimit);
});
