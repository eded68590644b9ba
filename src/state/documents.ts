// The documents and scripts that go with binaries: bills of materials, provenance, what rebuilds and checks them.
import { factsOf, type BuiltFile } from '../export/binary-facts.ts';
import { powerShellScript, shScript, type ScriptedBuild } from '../export/build-script.ts';
import { checksumList } from '../export/archive.ts';
import { cycloneDx } from '../export/cyclonedx.ts';
import { provenance, type SourceDigest } from '../export/provenance.ts';
import { spdx } from '../export/spdx.ts';
import { bytesOf } from '../project/file.ts';

/** What can be written about a binary. */
export const documentKinds = ['cyclonedx', 'spdx', 'provenance'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** What can be written about several binaries of one project. */
export const listKinds = ['sums', 'sh', 'powershell'] as const;
export type ListKind = (typeof listKinds)[number];

/** A text with the name of its file. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
  readonly isExecutable: boolean;
}

const endings: Readonly<Record<DocumentKind, string>> = {
  cyclonedx: 'cdx.json',
  spdx: 'spdx.json',
  provenance: 'provenance.json',
};

/** A document about a binary. `time` is that of the release, `site` the address of the page with a slash at the end. */
export async function documentOf(
  kind: DocumentKind,
  built: BuiltFile,
  time: Date,
  site: string,
): Promise<NamedText> {
  const facts = factsOf(built);
  const name = `${built.name}.${endings[kind]}`;
  const write = {
    cyclonedx: () => cycloneDx(facts, time),
    spdx: () => spdx(facts, time),
    provenance: async () => provenance(facts, await digestsOf(built), site),
  }[kind];
  return { name, text: await write(), isExecutable: false };
}

/** A list of binaries of one project, or a script that builds them all. */
export function listOf(kind: ListKind, binaries: readonly Omit<BuiltFile, 'bytes'>[]): NamedText {
  const [first] = binaries;
  if (!first) throw new Error('no binaries');
  const { files, settings, release } = first;
  const build: ScriptedBuild = { files, settings, release, binaries };
  switch (kind) {
    case 'sums':
      return { name: 'SHA256SUMS', text: checksumList(binaries), isExecutable: false };
    case 'sh':
      return { name: 'build.sh', text: shScript(build), isExecutable: true };
    case 'powershell':
      return { name: 'build.ps1', text: powerShellScript(build), isExecutable: false };
  }
}

async function digestsOf({ files }: BuiltFile): Promise<SourceDigest[]> {
  return Promise.all(
    files.map(async (file) => ({ path: file.path, sha256: await sha256Of(new Uint8Array(bytesOf(file))) })),
  );
}

/** Lower-case hex. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
