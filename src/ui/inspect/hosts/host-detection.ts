// Guesses the machine that shows the page, as far as browsers tell.
import type { Host } from '../../../binary/hosts/executable.ts';

/** The part of User-Agent Client Hints that is used (wicg.github.io/ua-client-hints); Chromium only. */
interface ClientHints {
  getHighEntropyValues(
    names: string[],
  ): Promise<{ platform?: string; architecture?: string; bitness?: string; platformVersion?: string }>;
}

const systems: readonly (readonly [RegExp, string])[] = [
  [/android/i, 'android'],
  [/iphone|ipad|ios/i, 'ios'],
  [/mac/i, 'darwin'],
  [/win/i, 'windows'],
  [/freebsd/i, 'freebsd'],
  [/openbsd/i, 'openbsd'],
  [/netbsd/i, 'netbsd'],
  [/./, 'linux'],
];

const named = (text: string) => systems.find(([pattern]) => pattern.test(text))?.[1] ?? 'linux';

/** The host as far as it can be told; what cannot is the most common. Never rejects. */
export async function detectHost(): Promise<Host> {
  const { userAgentData } = navigator as Navigator & { userAgentData?: ClientHints };
  const names = ['platform', 'architecture', 'bitness', 'platformVersion'];
  const hints = await userAgentData?.getHighEntropyValues(names).catch(() => undefined);
  if (!hints) return fromUserAgent();
  const goos = named(hints.platform ?? '');
  const isArm = hints.architecture === 'arm';
  const is32 = hints.bitness === '32';
  const goarch = isArm ? (is32 ? 'arm' : 'arm64') : is32 ? '386' : 'amd64';
  return { goos, goarch, version: versionOf(goos, hints.platformVersion ?? ''), level: '', distribution: '' };
}

/** Safari says Intel on every Mac: Apple silicon is by far the more likely one. */
function fromUserAgent(): Host {
  const { userAgent, platform } = navigator;
  const goos = named(/android|iphone|ipad/i.test(userAgent) ? userAgent : platform);
  const isArm =
    goos === 'darwin' || goos === 'ios' || /aarch64|arm64|android/i.test(`${userAgent} ${platform}`);
  return { goos, goarch: isArm ? 'arm64' : 'amd64', version: '', level: '', distribution: '' };
}

/** For Windows the hint is the number of an interface: 1 to 10 are Windows 10, 13 and above Windows 11, 0 is older. */
function versionOf(goos: string, hint: string): string {
  const major = Number(hint.split('.')[0]);
  if (goos === 'windows') return hint === '' ? '' : major === 0 ? '6.3' : major >= 13 ? '11.0' : '10.0';
  return goos === 'darwin' ? hint.split('.').slice(0, 2).join('.') : '';
}
