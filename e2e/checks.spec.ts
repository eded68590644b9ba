// The promise that tests, vet and format work on the project in the page, and that tests reach nothing but the project.
import { readFile } from 'node:fs/promises';
import { ChecksPage } from './checks-page.ts';
import { expect, test } from './playground.ts';

const goMod = 'module example.com/hello\n\ngo 1.27\n';

const library = {
  'lib/lib.go': `package lib

func Sign(n int) int {
	if n < 0 {
		return -1
	}
	if n == 0 {
		return 0
	}
	return 1
}
`,
  'lib/lib_test.go': `package lib

import "testing"

func TestSign(t *testing.T) {
	t.Run("positive", func(t *testing.T) { t.Log("größer"); check(t, 5, 1) })
	t.Run("negative", func(t *testing.T) { check(t, -5, 1) })
	t.Run("later", func(t *testing.T) { t.Skip("not now") })
}

func check(t *testing.T, n, want int) {
	if got := Sign(n); got != want {
		t.Errorf("Sign(%d) = %d", n, got)
	}
}

func BenchmarkSign(b *testing.B) {
	for b.Loop() {
		Sign(b.N)
	}
}
`,
  'main.go': 'package main\n\nfunc main() {}\n',
  'go.mod': goMod,
};

test('tests show as a tree with the line that failed, run again alone, and measure coverage', async ({
  page,
  playground,
}) => {
  const checks = new ChecksPage(page);
  await playground.untilRich();
  await checks.open(library);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(checks.state).toHaveText(/^1 failed, 1 passed, 1 skipped/, { timeout: 150_000 });
  await expect(checks.row(/^example.com\/hello: no test files$/)).toBeVisible();
  await expect(checks.row('negative: failed')).toBeVisible();
  await expect(checks.row('later: skipped')).toBeVisible();
  // The failure is listed, marked in the editor, and leads there.
  await checks.tests.getByRole('button', { name: /lib\/lib_test\.go:13 Sign\(-5\) = -1/ }).click();
  await expect(playground.tab('lib/lib_test.go')).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.squiggly-error').first()).toBeVisible();
  await page.keyboard.insertText('▲');
  expect(await playground.read()).toContain('\n▲\t\tt.Errorf(');
  await page.keyboard.press('ControlOrMeta+z');

  await checks.tests.getByRole('button', { name: 'Run failed again' }).click();
  await expect(checks.state).toHaveText(/^1 failed ·/, { timeout: 150_000 });
  await expect(checks.row('positive')).toHaveCount(0);

  // The button beside the function, from the keyboard.
  await playground.write(library['lib/lib_test.go'].replace('check(t, -5, 1)', 'check(t, -5, -1)'));
  await checks.set('Measure coverage (-cover)', true);
  await checks.tests.getByRole('button', { name: 'Run the tests' }).click();
  await expect(checks.state).toHaveText(/^2 passed, 1 skipped/, { timeout: 150_000 });
  await expect(
    checks.tests.getByRole('button', { name: /^lib\/lib\.go: 80\.0 % of 5 statements/ }),
  ).toBeVisible();
  await playground.tab('lib/lib.go').click();
  await expect(page.locator('.uncovered').first()).toBeVisible();
  await expect(page.locator('.covered').first()).toBeVisible();
  await playground.tab('lib/lib_test.go').click();
  await page.locator('.run-test').first().click();
  await expect(checks.state).toHaveText(/^2 passed, 1 skipped/, { timeout: 150_000 });
});

test('benchmarks show their spread, and what changed since', async ({ page, playground }) => {
  const checks = new ChecksPage(page);
  await checks.open(library);
  await checks.command('Options of the tests…');
  await checks.set(/-benchtime/, '50ms');
  await checks.command('Run the benchmarks');
  const table = checks.tests.getByRole('table');
  const row = table.getByRole('row', { name: /BenchmarkSign ns\/op/ });
  await expect(row).toContainText(/± \d/, { timeout: 150_000 });
  await expect(table.getByRole('columnheader', { name: 'Change' })).toHaveCount(0);
  await checks.command('Run the benchmarks');
  await expect(table.getByRole('columnheader', { name: 'Change' })).toBeVisible({ timeout: 150_000 });
  await expect(row).toContainText(/p=\d\.\d{3}/);
  await expect(checks.tests.getByText(/Measured in this browser, as WebAssembly/)).toBeVisible();
  expect(await playground.target.inputValue()).toBe('linux/amd64');
});

/** Looks for the toolchain and writes over it; the last test never ends. */
const hostile = `package main

import (
	"os"
	"testing"
)

func TestHarm(t *testing.T) {
	for _, path := range []string{"/gocache/trim.txt", "/goroot/src/fmt/print.go", "/goroot/bin/go"} {
		if _, err := os.Stat(path); err == nil {
			t.Errorf("%s can be seen", path)
		}
	}
	for _, folder := range []string{"/gocache", "/goroot/src/runtime", "/goroot/pkg/tool/wasip1_wasm"} {
		if err := os.MkdirAll(folder, 0o777); err != nil {
			t.Error(err)
		}
		if err := os.WriteFile(folder+"/main.go", []byte("harm"), 0o666); err != nil {
			t.Error(err)
		}
	}
}

func TestEndless(t *testing.T) {
	if !testing.Short() {
		for {
		}
	}
}
`;

test('a test that rewrites /gocache and /goroot leaves the bytes of the next build as they were; one without an end is stopped', async ({
  page,
  playground,
}) => {
  const checks = new ChecksPage(page);
  await checks.open({
    'main.go': 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n',
    'main_test.go': hostile,
    'go.mod': goMod,
  });
  await playground.choose('wasip1/wasm');
  await playground.build('wasip1/wasm');
  const before = await playground.shownSha256('wasip1/wasm').textContent();

  await checks.command('Options of the tests…');
  await checks.set(/-short/, true);
  await checks.tests.getByRole('button', { name: 'Run the tests' }).click();
  await expect(checks.state).toHaveText(/^2 passed/, { timeout: 150_000 });

  await checks.set(/-short/, false);
  await checks.tests.getByRole('button', { name: 'Run the tests' }).click();
  await expect(checks.state).toHaveText('Running TestEndless', { timeout: 150_000 });
  await checks.tests.getByRole('button', { name: 'Stop Tests' }).click();
  await expect(checks.state).toHaveText('Stopped');

  // A change, so that the build is one.
  await playground.tab('main.go').click();
  await playground.write('package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("again") }\n');
  await playground.build('wasip1/wasm');
  await expect(playground.shownSha256('wasip1/wasm')).not.toHaveText(before!);
  await playground.write('package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n');
  await playground.build('wasip1/wasm');
  await expect(playground.shownSha256('wasip1/wasm')).toHaveText(before!);
});

test('vet names its analyzers for the chosen target; format puts imports right and can be undone', async ({
  page,
  playground,
}) => {
  const checks = new ChecksPage(page);
  await playground.untilRich();
  const source =
    'package main\n\nimport "os"\n\nfunc main() {\n  fmt.Printf("%d\\n", strings.ToUpper("x"))\n}\n';
  await checks.open({ 'main.go': source, 'go.mod': goMod });
  await checks.command('Format the sources');
  await expect(page.getByText('1 file was formatted.')).toBeVisible({ timeout: 120_000 });
  const formatted =
    'package main\n\nimport (\n\t"fmt"\n\t"strings"\n)\n\nfunc main() {\n\tfmt.Printf("%d\\n", strings.ToUpper("x"))\n}\n';
  expect(await playground.read()).toBe(formatted);

  await checks.command('Vet: look for mistakes');
  await expect(checks.vet.getByRole('status')).toHaveText(/^1 finding in /, { timeout: 120_000 });
  await expect(checks.vet.getByRole('listitem')).toContainText('main.go:9:14');
  await expect(checks.vet.getByRole('listitem')).toContainText(' printf');
  await expect(page.getByRole('region', { name: 'go vet for linux/amd64' })).toBeVisible();
  await expect(page.locator('.squiggly-warning').first()).toBeVisible();

  await page.getByRole('button', { name: 'Undo' }).last().click();
  expect(await playground.read()).toBe(source);
});

test('test programs are there to be downloaded', async ({ page, playground }) => {
  const checks = new ChecksPage(page);
  await checks.open({ 'sum_test.go': 'package sum\n\nfunc init() { println() }\n', 'go.mod': goMod });
  await playground.choose('wasip1/wasm');
  await checks.command('Build the test programs');
  const card = page.getByRole('region', { name: 'Test programs for wasip1/wasm' });
  await expect(card.getByRole('status')).toHaveText(/^1 test program in /, { timeout: 170_000 });
  const started = page.waitForEvent('download');
  await card.getByRole('button', { name: 'Download hello.test' }).click();
  const bytes = await readFile(await (await started).path());
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('\0asm');
});
