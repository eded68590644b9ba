// Tests the documents about binaries: CycloneDX against its official schema, all of them to be the same for the same binary.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { tinyElf, tinyWasm } from '../binary/testing/tiny-binaries.ts';
import { DEFAULT_SETTINGS } from '../project/settings.ts';
import { factsOf, packageUrl, type BinaryFacts } from './binary-facts.ts';
import { cycloneDx } from './cyclonedx.ts';
import { provenance } from './provenance.ts';
import { spdx } from './spdx.ts';
import { documentedFacts, releaseTime } from './testing/documented-facts.ts';

const library = createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json');
const schemas = `${path.dirname(library)}/res/schema/`;
const schema = (name: string) =>
  JSON.parse(readFileSync(`${schemas}${name}.SNAPSHOT.schema.json`, 'utf8')) as object;

const ajv = new Ajv({ strict: false });
addFormats.default(ajv);
// Formats that CycloneDX asks for and this validator does not know.
for (const format of ['iri-reference', 'idn-email']) ajv.addFormat(format, true);
for (const name of ['spdx', 'jsf-0.82'])
  ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
const isCycloneDx = ajv.compile(schema('bom-1.6'));

describe.each(Object.entries(documentedFacts))('%s', (_, facts) => {
  it('is told in CycloneDX 1.6 as its schema demands', () => {
    const valid = isCycloneDx(JSON.parse(cycloneDx(facts, releaseTime)));
    expect(isCycloneDx.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('is told the same each time', () => {
    const all = () => [
      cycloneDx(facts, releaseTime),
      spdx(facts, releaseTime),
      provenance(facts, [], 'https://a.example/'),
    ];
    expect(all()).toEqual(all());
  });

  it('has the hash of the binary, every module and the standard library in each document', () => {
    const [bom, document, statement] = [
      JSON.parse(cycloneDx(facts, releaseTime)),
      JSON.parse(spdx(facts, releaseTime)),
      JSON.parse(provenance(facts, [{ path: 'main.go', sha256: 'c'.repeat(64) }], 'https://a.example/')),
    ];
    expect(bom.metadata.component.hashes).toEqual([{ alg: 'SHA-256', content: facts.sha256 }]);
    expect(document.packages[0].checksums).toEqual([{ algorithm: 'SHA256', checksumValue: facts.sha256 }]);
    expect(statement.subject).toEqual([{ name: facts.name, digest: { sha256: facts.sha256 } }]);
    const names = facts.modules.map(({ path }) => path);
    expect(bom.components.map(({ name }: { name: string }) => name)).toEqual([...names, 'std']);
    expect(document.packages.slice(1).map(({ name }: { name: string }) => name)).toEqual([
      ...names,
      'stdlib',
    ]);
    const dependencies = statement.predicate.buildDefinition.resolvedDependencies;
    expect(dependencies.slice(0, 2)).toMatchObject([{ name: facts.release }, { name: 'main.go' }]);
    expect(dependencies).toHaveLength(2 + names.length);
  });
});

it('is refused by the schema when it is wrong, so that the tests above mean something', () => {
  const bom = JSON.parse(cycloneDx(Object.values(documentedFacts)[0]!, releaseTime));
  for (const wrong of [
    { serialNumber: 'urn:uuid:x' },
    { specVersion: 1 },
    { more: 1 },
    { components: [{ name: 'x' }] },
  ])
    expect(isCycloneDx({ ...bom, ...wrong })).toBe(false);
});

const built = (bytes: Uint8Array): Parameters<typeof factsOf>[0] => ({
  name: 'a',
  bytes,
  sha256: 'a'.repeat(64),
  target: { goos: 'linux', goarch: 'amd64' },
  settings: DEFAULT_SETTINGS,
  release: 'go1.27.3',
  files: [{ path: 'go.mod', content: 'module example.com/a\nrequire example.com/b v1.0.0\n' }],
});

it('takes modules from the binary, and where it has no build information from go.mod', () => {
  expect(factsOf(built(tinyElf(64, 'little'))).modulesFrom).toBe('build information');
  expect(factsOf(built(tinyWasm()))).toMatchObject({
    module: 'example.com/a',
    modules: [{ path: 'example.com/b', version: 'v1.0.0' }],
    modulesFrom: 'go.mod',
  } satisfies Partial<BinaryFacts>);
  expect(factsOf(built(new Uint8Array(3))).modulesFrom).toBe('go.mod');
});

it('writes package URLs', () => {
  expect(packageUrl('github.com/Masterminds/semver/v3', 'v3.2.1+incompatible', { type: 'module' })).toBe(
    'pkg:golang/github.com/masterminds/semver/v3@v3.2.1%2Bincompatible?type=module',
  );
});
