// The promise that a program runs in the page: in a terminal, within limits, and that none can hang the page.
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

const greeter = `package main

import (
	"bufio"
	"fmt"
	"os"
	"time"
)

func main() {
	go func() {
		for tick := 1; ; tick++ {
			time.Sleep(200 * time.Millisecond)
			if tick == 3 {
				fmt.Println("others go on meanwhile")
				return
			}
		}
	}()
	fmt.Print("Your name? ")
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		fmt.Printf("Hello, %s!\\n", lines.Text())
	}
	fmt.Println("bye")
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

/** Half a gigabyte as fast as a program can write, in lines that return to their own beginning; then it waits. */
const burst = `package main

import (
	"bytes"
	"os"
)

func main() {
	line := append(bytes.Repeat([]byte("again\\r"), 40_000), '\\n')
	for range 2_000 {
		os.Stdout.Write(line)
	}
	os.Stdin.Read(line)
}
`;

/** Milliseconds of the longest task of the page since then (https://w3c.github.io/longtasks/ tells of those of 50 ms and more). */
async function watchTasks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const seen = globalThis as typeof globalThis & { longest?: number };
    seen.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest!, duration);
    }).observe({ type: 'longtask' });
  });
  return () => page.evaluate(() => (globalThis as typeof globalThis & { longest?: number }).longest ?? 0);
}

test('one key builds for wasip1 and runs, whatever target is chosen', async ({ playground, page }) => {
  await playground.write(streams);
  await expect(playground.target).toHaveValue('linux/amd64');
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(playground.runState).toHaveText(/^Exit code 3 after /);
  await expect(playground.target).toHaveValue('linux/amd64');
  await expect(playground.programOutput).toContainText('to stdout: 世界');
  await expect(playground.programOutput.getByText('to stderr')).toHaveClass(/xterm-fg-1\b/);
  await expect(playground.run).toContainText(/Memory at most \d/);
});

test('a program gets its arguments and the input given beforehand', async ({ playground }) => {
  await playground.openExample('Arguments and standard input');
  await expect(playground.target).toHaveValue('wasip1/wasm');
  await playground.build('wasip1/wasm');
  await playground.run.getByRole('textbox', { name: 'Arguments' }).fill('gopher');
  await playground.run.getByRole('textbox', { name: 'Standard input' }).fill('a gopher\nno\nthe gopher\n');
  await playground.run.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(playground.runState).toHaveText(/^Exit code 0 after /);
  await expect(playground.programOutput).toContainText(/1: a gopher.*3: the gopher/);
  await expect(playground.programOutput).not.toContainText('no');
});

test('input is typed while the program runs: lines are edited, others go on, Ctrl+D ends it', async ({
  playground,
  page,
}) => {
  await playground.write(greeter);
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(playground.programOutput).toContainText('Your name?');
  await expect(playground.programOutput).toContainText('others go on meanwhile');
  await expect(playground.runState).toHaveText('Waiting for input');
  await playground.typeInTerminal('gohper');
  for (const key of ['Backspace', 'Backspace', 'Backspace', 'Backspace']) await page.keyboard.press(key);
  await page.keyboard.type('pher');
  await page.keyboard.press('Home');
  await page.keyboard.type('dear ');
  await page.keyboard.press('Enter');
  await expect(playground.programOutput).toContainText('Hello, dear gopher!');
  await page.evaluate(() => navigator.clipboard.writeText('two\nlines\n'));
  await page.keyboard.press('ControlOrMeta+v');
  await expect(playground.programOutput).toContainText(/Hello, two!.*Hello, lines!/);
  await page.keyboard.press('Control+d');
  await expect(playground.runState).toHaveText(/^Exit code 0 after /);
  await expect(playground.programOutput).toContainText('bye');
});

test('Ctrl+C stops a program that waits, and Tab leaves the terminal', async ({ playground, page }) => {
  await playground.write(greeter);
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(playground.programOutput).toContainText('Your name?');
  await playground.typeInTerminal('');
  await page.keyboard.press('Tab');
  await expect(playground.terminal.getByRole('textbox', { name: 'Terminal input' })).not.toBeFocused();
  await playground.typeInTerminal('half a line');
  await page.keyboard.press('Control+c');
  await expect(playground.runState).toHaveText(/^Stopped after /);
});

test('a program that prints for ever leaves the page responsive and can be stopped', async ({
  playground,
  page,
}) => {
  await playground.write(endless);
  await playground.runWithin({ output: 100_000 });
  await expect(playground.programOutput).toContainText('again');
  const longest = await watchTasks(page);
  await expect(playground.programOutput).toContainText(/again \d{6}/);
  await playground.run.getByRole('textbox', { name: 'Arguments' }).fill('still here');
  const stop = playground.run.getByRole('button', { name: 'Stop run' });
  expect(await timeUntil(stop, 'Run state', 'Stopped after ')).toBeLessThan(1_000);
  await expect(playground.run.getByRole('textbox', { name: 'Arguments' })).toHaveValue('still here');
  // A guard: on a quiet machine no task takes 50 ms.
  expect(await longest()).toBeLessThan(1_000);
});

test('what comes faster than it can be drawn is left out, with a note', async ({ playground }) => {
  await playground.write(burst);
  await playground.runWithin({ output: 100_000 });
  await expect(playground.runState).toHaveText('Waiting for input');
  await expect(playground.programOutput).toContainText('of output not shown');
  await expect(playground.programOutput).toContainText('again');
});

test('an endless loop is stopped within a second, and ends by itself when its time is up', async ({
  playground,
}) => {
  await playground.write('package main\n\nfunc main() {\n\tfor {\n\t}\n}\n');
  await playground.runWithin({});
  await expect(playground.runState).toHaveText('Running…');
  const stop = playground.run.getByRole('button', { name: 'Stop run' });
  expect(await timeUntil(stop, 'Run state', 'Stopped after ')).toBeLessThan(1_000);

  await playground.runWithin({ seconds: 1 });
  await expect(playground.alert).toContainText('The program ran for as long as it may');
  await playground.alert.getByRole('button', { name: 'Raise the limit' }).click();
  await expect(playground.runState).toHaveText('Running…');
  await playground.run.getByRole('button', { name: 'Stop run' }).click();
});

test('a program that prints too much is ended, and says so', async ({ playground }) => {
  await playground.write(endless);
  await playground.runWithin({ output: 1 });
  await expect(playground.alert).toContainText('The program printed as much as it may');
  await expect(playground.runState).toHaveText(/it printed too much$/);
});

test('a panic shows its trace and exit code 2', async ({ playground, page }) => {
  await playground.write('package main\n\nfunc main() {\n\tvar m map[string]int\n\tm["a"] = 1\n}\n');
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(playground.runState).toHaveText(/^Exit code 2 after /);
  await expect(playground.programOutput).toContainText('panic: assignment to entry in nil map');
});
