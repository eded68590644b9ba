// The promise that Stop stops at once, and that the next build works.
import { nativeBuild } from './native-go.ts';
import { expect, test, type Playground } from './playground.ts';
import { timeUntil } from './time-until.ts';

/** A variant has no prepared packages: std is compiled in the page, which takes tens of seconds. */
async function startLongBuild(playground: Playground): Promise<void> {
  await playground.chooseVariant('GOAMD64', 'v3');
  await playground.buildButton.click();
  await expect(playground.page.getByText(/^Compiling [1-9]\d* of \d+ packages/)).toBeVisible();
}

test('Stop ends a build within a second, and the next build gives the right bytes', async ({
  playground,
}) => {
  const sources = await playground.sources();
  await startLongBuild(playground);
  const wasStopped = 'The build for linux/amd64 GOAMD64=v3 was stopped.';
  expect(await timeUntil(playground.stopButton, 'Build state', wasStopped)).toBeLessThan(1_000);
  await expect(playground.state).toHaveText(wasStopped);
  await expect(playground.stopButton).toBeDisabled();

  await playground.chooseVariant('GOAMD64', 'v1');
  await playground.build('linux/amd64');
  await expect(playground.shownSha256('linux/amd64')).toHaveText(
    String(nativeBuild(sources, 'linux/amd64').sha256),
  );
});

test('a new build takes the place of the one that goes on', async ({ playground }) => {
  await startLongBuild(playground);
  await playground.choose('linux/arm64');
  await playground.build('linux/arm64');
  await expect(playground.page.getByRole('article')).toHaveCount(1);
});

test('a variant that is not prepared is built from source, with the bytes of native Go', async ({
  playground,
}) => {
  test.setTimeout(600_000);
  const sources = await playground.sources();
  await playground.chooseVariant('GOAMD64', 'v3');
  await playground.buildButton.click();
  const target = 'linux/amd64 GOAMD64=v3';
  await expect(playground.state).toHaveText(/^Built for linux\/amd64 GOAMD64=v3 in /, { timeout: 580_000 });
  const { sha256 } = nativeBuild(sources, 'linux/amd64', { GOAMD64: 'v3' });
  await expect(playground.shownSha256(target)).toHaveText(String(sha256));
});
