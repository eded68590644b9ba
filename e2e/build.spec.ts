// The first promise: what is downloaded is, byte for byte, what native Go builds.
import { nativeBuild, sha256Of, type Sources } from './native-go.ts';
import { expect, test, type Playground } from './playground.ts';

async function downloadIsNative(playground: Playground, target: string, sources: Sources): Promise<string> {
  const { sha256 } = nativeBuild(sources, target);
  await expect(playground.shownSha256(target)).toHaveText(String(sha256));
  const download = await playground.download(target);
  expect(sha256Of(await download.path())).toBe(sha256);
  return download.suggestedFilename();
}

test.describe('at the first visit', () => {
  test.use({ visit: 'first' });

  test('the first program, built for linux/arm64 and downloaded, is the file that go build makes', async ({
    playground,
  }) => {
    const sources = await playground.sources();
    await playground.choose('linux/arm64');
    await playground.build('linux/arm64');
    expect(await downloadIsNative(playground, 'linux/arm64', sources)).toBe('hello');
    await expect(playground.card('linux/arm64')).toContainText(
      /ELF 64-bit LSB executable, ARM aarch64, version 1 \(SYSV\), statically linked/,
    );
  });
});

test('a binary for windows/amd64 is a PE file that ends in .exe', async ({ playground }) => {
  const sources = await playground.sources();
  await playground.choose('windows/amd64');
  await playground.build('windows/amd64');
  expect(await downloadIsNative(playground, 'windows/amd64', sources)).toBe('hello.exe');
  await expect(playground.card('windows/amd64')).toContainText(/PE32\+ executable .*x86-64/);
});

test('a build after an edit gives the bytes of the edited program', async ({ playground }) => {
  const { 'main.go': source = '', ...others } = await playground.sources();
  await playground.build('linux/amd64');
  const before = await playground.shownSha256('linux/amd64').innerText();

  const edited = source.replace('Hello', 'Good evening');
  expect(edited).not.toBe(source);
  await playground.tab('main.go').click();
  await playground.write(edited);
  await expect(playground.card('linux/amd64')).toContainText('The project has changed since this build.');
  await playground.build('linux/amd64');
  await expect(playground.shownSha256('linux/amd64')).not.toHaveText(before);
  await downloadIsNative(playground, 'linux/amd64', { ...others, 'main.go': edited });
});

test('binaries for several targets stay at hand', async ({ playground, page }) => {
  const sources = await playground.sources();
  await playground.build('linux/amd64');
  await playground.choose('windows/amd64');
  await playground.build('windows/amd64');
  const download = page.waitForEvent('download');
  await page
    .getByRole('region', { name: 'Earlier builds' })
    .getByRole('button', { name: 'Download hello for linux/amd64' })
    .click();
  expect(sha256Of(await (await download).path())).toBe(nativeBuild(sources, 'linux/amd64').sha256);
});

test('the shell command on the page names the target, the release and the name of the file', async ({
  playground,
  page,
}) => {
  await playground.choose('windows/amd64');
  const command = page.getByRole('region', { name: 'Equivalent shell command' });
  await expect(command).toContainText(
    /CGO_ENABLED=0 GOOS=windows GOARCH=amd64 GOTOOLCHAIN=go1\.\d+\.\d+ go build -trimpath -buildvcs=false -o hello\.exe \./,
  );
  await command.getByRole('button', { name: 'Copy shell command' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('GOOS=windows');
});
