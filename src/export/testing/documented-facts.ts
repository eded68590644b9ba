// Facts to write documents of: with and without modules, hashes, a variant, settings.
import { DEFAULT_SETTINGS } from '../../project/settings.ts';
import type { BinaryFacts } from '../binary-facts.ts';

/** When the release was made. */
export const releaseTime = new Date('2026-08-04T20:13:30Z');

const plain: BinaryFacts = {
  name: 'hello_linux_amd64',
  size: 2_355_607,
  sha256: '4d64f7eedab3e1ba5cebfb9d7f7755ed57d1b4e39aae931d4f571fc721b9b750',
  target: { goos: 'linux', goarch: 'amd64' },
  settings: DEFAULT_SETTINGS,
  release: 'go1.27.3',
  files: [{ path: 'main.go', content: 'package main\n' }],
  module: 'example.com/hello',
  modules: [],
  modulesFrom: 'build information',
};

/** By what is particular of each. */
export const documentedFacts: Readonly<Record<string, BinaryFacts>> = {
  'a program of std alone': plain,
  'a program with modules': {
    ...plain,
    modules: [
      {
        path: 'github.com/marklodato/go-hello-world',
        version: 'v0.0.1',
        dirHash: '2a1bb6127fb481c60f67692e22285fb306f3c6ffe62075e0ccf674d7c3adcb8f',
      },
      { path: 'example.com/Local', version: '(devel)' },
    ],
  },
  'a program with settings, a variant and a name of its own': {
    ...plain,
    name: 'größe & co.exe',
    target: { goos: 'linux', goarch: 'arm', variant: { variable: 'GOARM', value: '6,hardfloat' } },
    settings: { ...DEFAULT_SETTINGS, ldflags: "-s -X 'main.v=a b'", tags: 'x', experiment: 'greenteagc' },
    modules: [{ path: 'example.com/b', version: 'v1.0.0' }],
    modulesFrom: 'go.mod',
  },
};
