// Finds the browsers of this machine.
import { accessSync, constants, readdirSync } from 'node:fs';
import path from 'node:path';

const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const chromiumPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
];
const firefoxNames = ['firefox-esr', 'firefox'];
const firefoxPlaces = [
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:/Program Files/Mozilla Firefox/firefox.exe',
];

/** The Chromium or Chrome installed here; undefined where only the one that Playwright installs can be used. */
export function findChromium(): string | undefined {
  return find(chromiumNames, chromiumPlaces);
}

/** The Firefox installed here; undefined when there is none. */
export function findFirefox(): string | undefined {
  return find(firefoxNames, firefoxPlaces);
}

/** WebKitGTK's driver and browser, and the X server that it needs where there is no screen. */
export interface WebKit {
  driver: string;
  miniBrowser: string;
  xvfb: string;
}

/** The WebKit installed here (Debian: webkit2gtk-driver and xvfb); undefined when a part of it is missing. */
export function findWebKit(): WebKit | undefined {
  const driver = find(['WebKitWebDriver'], []);
  const xvfb = find(['Xvfb'], []);
  const miniBrowser = find([], miniBrowserPlaces());
  return driver && xvfb && miniBrowser ? { driver, miniBrowser, xvfb } : undefined;
}

/** Where distributions put what is no command: /usr/lib, with or without a folder of the architecture. */
function miniBrowserPlaces(): string[] {
  const libraries = ['/usr/libexec', '/usr/lib', ...entries('/usr/lib').map((name) => `/usr/lib/${name}`)];
  const versions = ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0'];
  return libraries.flatMap((folder) => versions.map((version) => `${folder}/${version}/MiniBrowser`));
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function find(names: readonly string[], places: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  const onPath = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...onPath, ...places].find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Flags for a quiet Chromium: nothing is fetched in the background; root, as in containers, cannot have the sandbox. */
export const chromiumFlags: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
