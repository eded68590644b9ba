// The promise that Go's messages appear at Go's own places, and lead there.
import { nativeBuild, sha256Of } from './native-go.ts';
import { expect, test, type Playground } from './playground.ts';

// Text that is not ASCII stands before each mistake: Go counts bytes, editors count UTF-16 units.
const programs = {
  'a syntax error': 'package main\n\nfunc main() {\n\tprintln("世界 🌍", 1 2)\n}\n',
  'a type error':
    'package main\n\nfunc main() {\n\t/* 世界 🌍 */ var n int = "text"\n\tprintln(n, undefined)\n}\n',
};

/** The places that native go names for a program, as file:line:column, in order. */
function nativePlaces(stderr: string): string[] {
  return [...stderr.matchAll(/^\.\/(\S+:\d+:\d+): /gm)].map(([, place]) => place ?? '');
}

/** The source with `mark` put at a place of Go's: line and column count from 1, columns in bytes of UTF-8. */
function withMark(source: string, place: string, mark: string): string {
  const [, line = 0, column = 0] = place.split(':').map(Number);
  const lines = source.split('\n');
  const bytes = Buffer.from(lines[line - 1] ?? '');
  lines[line - 1] = `${bytes.subarray(0, column - 1)}${mark}${bytes.subarray(column - 1)}`;
  return lines.join('\n');
}

async function showsGoMessages(playground: Playground, source: string): Promise<void> {
  const others = { 'go.mod': (await playground.sources())['go.mod'] ?? '' };
  const { stderr } = nativeBuild({ ...others, 'main.go': source }, 'linux/amd64');
  const places = nativePlaces(stderr);
  expect(places).not.toEqual([]);

  await playground.tab('main.go').click();
  await playground.write(source);
  await playground.buildFails();
  await expect(playground.goOutput).toHaveText(stderr);
  await expect(playground.problems).toHaveCount(places.length);
  for (const [index, place] of places.entries())
    await expect(playground.problems.nth(index)).toContainText(place);
  expect(await playground.read()).toBe(source);

  // The way to the place: what is typed after the jump stands where go points.
  const last = places.at(-1) ?? '';
  await playground.tab('go.mod').click();
  await playground.problems.last().getByRole('button').click();
  await playground.page.keyboard.insertText('▲');
  expect(await playground.read()).toBe(withMark(source, last, '▲'));
}

for (const [name, source] of Object.entries(programs)) {
  test(`${name} is marked and listed where Go says, and the entry jumps there`, async ({
    playground,
    page,
  }) => {
    await playground.untilRich();
    await showsGoMessages(playground, source);
    await expect(page.locator('.squiggly-error').first()).toBeVisible();
  });
}

test.describe('on a touch screen, with the plain editor', () => {
  test.use({ hasTouch: true, isMobile: true });

  test('a type error is marked and listed where Go says, and the entry jumps there', async ({
    playground,
  }) => {
    await showsGoMessages(playground, programs['a type error']);
    await expect(playground.editor).toHaveAttribute('aria-invalid', 'true');
  });
});

test('the mark goes when the mistake is mended', async ({ playground, page }) => {
  await playground.untilRich();
  await playground.write(programs['a type error']);
  await playground.buildFails();
  await expect(page.locator('.squiggly-error').first()).toBeVisible();
  await playground.write('package main\n\nfunc main() {}\n');
  await playground.build('linux/amd64');
  await expect(page.locator('.squiggly-error')).toHaveCount(0);
  await expect(playground.problems).toHaveCount(0);
});

test('a build that fails leaves the binary of the last good one at hand', async ({ playground }) => {
  await playground.build('linux/amd64');
  const sha256 = await playground.shownSha256('linux/amd64').innerText();
  await playground.write(programs['a syntax error']);
  await playground.buildFails();
  await expect(playground.card('linux/amd64')).toContainText(/^.*From an earlier build/s);
  const download = await playground.download('linux/amd64');
  expect(sha256Of(await download.path())).toBe(sha256);
});

test('an unknown import comes with Go’s message and with advice', async ({ playground }) => {
  await playground.write('package main\n\nimport "example.org/nowhere"\n\nfunc main() { nowhere.Go() }\n');
  await playground.buildFails();
  await expect(playground.problems.first()).toContainText('main.go:3:8');
  await expect(playground.goOutput).toContainText('example.org/nowhere');
  await expect(playground.notes.filter({ hasText: 'A package was not found' })).toContainText(
    'For now a program can import the standard library and the packages of its own project.',
  );
});

test('import "C" says that cgo is not available', async ({ playground }) => {
  await playground.write(
    'package main\n\n// int one(void) { return 1; }\nimport "C"\n\nfunc main() { println(C.one()) }\n',
  );
  await playground.buildFails();
  await expect(playground.notes.filter({ hasText: 'cgo is not available here' })).toContainText(
    'main.go imports "C"',
  );
});
