// The promise that a program for wasip1/wasm runs in the page, and that none can hang it.
import type { Page } from '@playwright/test';
import { expect, test } from './playground.ts';
import { timeUntil } from './time-until.ts';

const streams = `package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Println("to stdout: 世界")
	fmt.Fprintln(os.Stderr, "to stderr")
	os.Exit(3)
}
`;

const endless = `package main

import "fmt"

func main() {
	for n := 0; ; n++ {
		fmt.Println("again", n)
	}
}
`;

test('a program runs: its two streams are kept apart and its exit code is shown', async ({ playground }) => {
  await playground.write(streams);
  await playground.choose('wasip1/wasm');
  await playground.build('wasip1/wasm');
  await playground.card('wasip1/wasm').getByRole('button', { name: 'Run' }).click();
  await expect(playground.runState).toHaveText(/^Exit code 3 after /);
  const output = playground.programOutput;
  await expect(output.getByTitle('stdout')).toHaveText('to stdout: 世界\n');
  await expect(output.getByTitle('stderr')).toHaveText('to stderr\n');
});

test('a program gets its arguments and its standard input', async ({ playground }) => {
  await playground.openExample('Arguments and standard input');
  await expect(playground.target).toHaveValue('wasip1/wasm');
  await playground.build('wasip1/wasm');
  await playground.run.getByRole('textbox', { name: 'Arguments' }).fill('gopher');
  await playground.run.getByRole('textbox', { name: 'Standard input' }).fill('a gopher\nno\nthe gopher\n');
  await playground.run.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(playground.runState).toHaveText(/^Exit code 0 after /);
  await expect(playground.programOutput).toHaveText('1: a gopher\n3: the gopher\n');
});

/** Milliseconds in which the page draws thirty frames: half a second when nothing keeps it. */
function timeOfFrames(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const began = performance.now();
    for (let frame = 0; frame < 30; frame++) await new Promise(requestAnimationFrame);
    return performance.now() - began;
  });
}

test('a program that prints for ever leaves the page responsive and can be stopped', async ({
  playground,
  page,
}) => {
  await playground.write(endless);
  await playground.choose('wasip1/wasm');
  await playground.build('wasip1/wasm');
  const atRest = await timeOfFrames(page);
  await playground.run.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(playground.programOutput).toContainText('again');
  await expect(
    playground.run.getByText(/^Truncated: the first .* characters are not shown\.$/),
  ).toBeVisible();

  // Measured against the page at rest, because the machine may be busy with other things.
  expect(await timeOfFrames(page)).toBeLessThan(Math.max(5_000, 10 * atRest));
  await playground.run.getByRole('textbox', { name: 'Arguments' }).fill('still here');

  const stop = playground.run.getByRole('button', { name: 'Stop run' });
  expect(await timeUntil(stop, 'Run state', 'Stopped after ')).toBeLessThan(2_000);
  await expect(playground.runState).toHaveText(/^Stopped after /);
  await expect(playground.run.getByRole('textbox', { name: 'Arguments' })).toHaveValue('still here');
});

test('a panic shows its trace on stderr and exit code 2', async ({ playground }) => {
  await playground.write('package main\n\nfunc main() {\n\tvar m map[string]int\n\tm["a"] = 1\n}\n');
  await playground.choose('wasip1/wasm');
  await playground.build('wasip1/wasm');
  await playground.run.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(playground.runState).toHaveText(/^Exit code 2 after /);
  await expect(playground.programOutput).toContainText('panic: assignment to entry in nil map');
});
