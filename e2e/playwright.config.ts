// How the specs run: one Chromium, the page as it is built for a static host.
import { defineConfig } from '@playwright/test';
import { chromiumFlags, findChromium } from '../checks/browser.ts';

const executablePath = findChromium();

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  globalSetup: './page.setup.ts',
  // A spec keeps one core busy: `npm test` runs two at a time. What is timed is timed in the page.
  workers: 1,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 180_000,
  // The second try only tells a race from a plain fault: a test that needed it is named as flaky, and has failed.
  retries: process.env['CI'] ? 1 : 0,
  failOnFlakyTests: true,
  // A build in the page takes a second on a quick machine, half a minute on a busy one.
  expect: { timeout: 60_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    // Routes do not see what a service worker fetches; offline.spec.ts lets it work.
    serviceWorkers: 'block',
    permissions: ['clipboard-read', 'clipboard-write'],
    // No trace: it would copy the toolchain for every test. The page in words and pixels says enough.
    screenshot: 'only-on-failure',
    launchOptions: { args: [...chromiumFlags], ...(executablePath && { executablePath }) },
  },
});
