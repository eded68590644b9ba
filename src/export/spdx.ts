// Writes an SPDX 2.3 document of a binary (spdx.github.io/spdx-spec/v2.3), with the names that syft gives Go's parts.
import { buildFlags, buildVariables } from '../project/settings.ts';
import { packageUrl, versionOf, type BinaryFacts, type ModuleFact } from './binary-facts.ts';

const unknown = 'NOASSERTION';
const mainId = 'SPDXRef-Package-main';

/** The document as JSON. `time` stands for its making: that of the release, so that the same binary gives the same text. */
export function spdx(facts: BinaryFacts, time: Date): string {
  const modules = facts.modules.map(modulePackage);
  const std = stdPackage(facts);
  const document = {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: facts.name,
    documentNamespace: `https://spdx.org/spdxdocs/${encodeURIComponent(facts.name)}-${facts.sha256}`,
    creationInfo: {
      created: time.toISOString().replace(/\.\d+Z$/, 'Z'),
      creators: ['Tool: anyport'],
      comment: 'The time is that of the Go release, so that the same binary gives the same document.',
    },
    packages: [mainPackage(facts), ...modules, std],
    relationships: [
      relation('SPDXRef-DOCUMENT', 'DESCRIBES', mainId),
      ...[...modules, std].map(({ SPDXID }) => relation(SPDXID, 'DEPENDENCY_OF', mainId)),
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function mainPackage({ name, module, sha256, target, settings, release }: BinaryFacts) {
  const purl = packageUrl(module, '', { type: 'module', goos: target.goos, goarch: target.goarch });
  const build = [
    ...buildVariables(target, settings).map(([variable, value]) => `${variable}=${value}`),
    ...buildFlags(settings),
  ];
  return {
    name: module,
    SPDXID: mainId,
    packageFileName: name,
    downloadLocation: unknown,
    filesAnalyzed: false,
    checksums: [{ algorithm: 'SHA256', checksumValue: sha256 }],
    ...licence(unknown),
    primaryPackagePurpose: 'APPLICATION',
    sourceInfo: `built with ${release}: ${build.join(' ')}`,
    externalRefs: [purlReference(purl)],
  };
}

function modulePackage({ path, version, dirHash }: ModuleFact, index: number) {
  return {
    name: path,
    SPDXID: `SPDXRef-Package-module-${index + 1}`,
    versionInfo: version,
    downloadLocation: unknown,
    filesAnalyzed: false,
    ...(dirHash !== undefined && { checksums: [{ algorithm: 'SHA256', checksumValue: dirHash }] }),
    ...licence(unknown),
    primaryPackagePurpose: 'LIBRARY',
    externalRefs: [purlReference(packageUrl(path, version, { type: 'module' }))],
  };
}

function stdPackage({ release }: BinaryFacts) {
  const version = versionOf(release);
  return {
    name: 'stdlib',
    SPDXID: 'SPDXRef-Package-stdlib',
    versionInfo: release,
    downloadLocation: `https://go.dev/dl/${release}.src.tar.gz`,
    filesAnalyzed: false,
    ...licence('BSD-3-Clause'),
    primaryPackagePurpose: 'LIBRARY',
    externalRefs: [
      {
        referenceCategory: 'SECURITY',
        referenceType: 'cpe23Type',
        referenceLocator: `cpe:2.3:a:golang:go:${version}:-:*:*:*:*:*:*`,
      },
      purlReference(packageUrl('stdlib', version)),
    ],
  };
}

/** What is declared; nobody here has concluded anything of the sources. */
const licence = (declared: string) => ({
  licenseDeclared: declared,
  licenseConcluded: unknown,
  copyrightText: unknown,
});

const purlReference = (purl: string) => ({
  referenceCategory: 'PACKAGE-MANAGER',
  referenceType: 'purl',
  referenceLocator: purl,
});

const relation = (spdxElementId: string, relationshipType: string, relatedSpdxElement: string) => ({
  spdxElementId,
  relationshipType,
  relatedSpdxElement,
});
