// The promise that a missing or damaged prepared file is named, and that Retry mends it.
import type { Route } from '@playwright/test';
import { expect, Playground, test } from './playground.ts';

test.use({ visit: 'first' });

const missing = (route: Route) => route.fulfill({ status: 404, body: 'not found' });

async function truncated(route: Route): Promise<void> {
  const response = await route.fetch();
  const body = await response.body();
  await route.fulfill({
    status: 200,
    contentType: 'application/octet-stream',
    body: body.subarray(0, body.length / 2),
  });
}

async function corrupted(route: Route): Promise<void> {
  const response = await route.fetch();
  const body = Buffer.from(await response.body());
  const middle = body.length >> 1;
  body[middle] = (body[middle] ?? 0) ^ 0xff;
  await route.fulfill({ status: 200, contentType: 'application/octet-stream', body });
}

const unreachable = (route: Route) => route.abort('connectionrefused');

const faults: [what: string, files: RegExp, fault: (route: Route) => Promise<void>, says: RegExp][] = [
  ['the list of releases is missing', /releases\.json$/, missing, /releases\.json.*404/s],
  ['the manifest is missing', /manifest\.json$/, missing, /manifest\.json.*404/s],
  ['the manifest is truncated', /manifest\.json$/, truncated, /manifest\.json/],
  ['a tool is missing', /tools\/compile\./, missing, /tools\/compile\..*404/s],
  ['a tool is truncated', /tools\/link\./, truncated, /tools\/link\..*bytes came/s],
  ['a tool is corrupted', /tools\/go\./, corrupted, /tools\/go\..*SHA-256/s],
  ['the index of GOROOT is corrupted', /\/goroot\./, corrupted, /\/goroot\..*SHA-256/s],
  ['a pack is truncated', /packs\/linux_amd64\./, truncated, /packs\/linux_amd64\..*bytes came/s],
  ['packages are missing', /\/blobs\//, missing, /\/blobs\/.*404/s],
  ['the server cannot be reached', /\/blobs\//, unreachable, /\/blobs\//],
];

for (const [what, files, fault, says] of faults) {
  test(`${what}: the page says which file, and Retry works once it is there`, async ({ page }) => {
    await page.route(files, fault);
    const playground = new Playground(page);
    await playground.open();
    await playground.buildButton.click();
    await expect(playground.alert).toContainText('A file of the toolchain could not be loaded');
    await expect(playground.alert).toContainText(says);
    await expect(playground.editor).toBeAttached();

    await page.unroute(files);
    await playground.alert.getByRole('button', { name: 'Retry' }).click();
    await playground.untilBuilt('linux/amd64');
    await expect(playground.alert).toHaveCount(0);
  });
}

test('a fault while the page loads is shown before anything is built, and Retry loads the toolchain', async ({
  page,
}) => {
  await page.route(/tools\/compile\./, truncated);
  const playground = new Playground(page);
  await playground.open();
  await expect(playground.alert).toContainText(/tools\/compile\..*bytes came/s);
  await page.unroute(/tools\/compile\./);
  await playground.alert.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByText('Toolchain ready')).toBeVisible();
  await expect(playground.alert).toHaveCount(0);
  await playground.build('linux/amd64');
});

test('a fault that Retry meets again is shown again', async ({ page }) => {
  await page.route(/tools\/link\./, missing);
  const playground = new Playground(page);
  await playground.open();
  await playground.buildButton.click();
  await expect(playground.alert).toContainText(/tools\/link\..*404/s);
  await page.route(/tools\/link\./, truncated); // The newest route comes first.
  await playground.alert.getByRole('button', { name: 'Retry' }).click();
  await expect(playground.alert).toContainText(/tools\/link\..*bytes came/s);
});
