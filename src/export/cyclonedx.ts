// Writes a CycloneDX 1.6 document of a binary (cyclonedx.org/docs/1.6/json), named as cyclonedx-gomod names things.
import { buildFlags, buildVariables } from '../project/settings.ts';
import { packageUrl, versionOf, type BinaryFacts, type ModuleFact } from './binary-facts.ts';

/** The document as JSON. The same binary always gives the same text: the serial number comes of its hash, `time` is the release's. */
export function cycloneDx(facts: BinaryFacts, time: Date): string {
  const std = stdComponent(facts);
  const main = mainComponent(facts);
  const modules = facts.modules.map(moduleComponent);
  const references = [...modules, std].map((component) => component['bom-ref']);
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(facts.sha256)}`,
    version: 1,
    metadata: {
      timestamp: time.toISOString(),
      tools: { components: [{ type: 'application', name: 'anyport' }] },
      component: main,
    },
    components: [...modules, std],
    dependencies: [{ ref: main['bom-ref'], dependsOn: references }, ...references.map((ref) => ({ ref }))],
    // Build information lists all modules of a program; go.mod may name more than are in it.
    compositions: [
      {
        aggregate: facts.modulesFrom === 'build information' ? 'complete' : 'unknown',
        assemblies: [main['bom-ref']],
        dependencies: [main['bom-ref']],
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function mainComponent(facts: BinaryFacts) {
  const { name, module, sha256, target } = facts;
  const purl = packageUrl(module, '', { type: 'module', goos: target.goos, goarch: target.goarch });
  return {
    'bom-ref': purl,
    type: 'application',
    name: module,
    purl,
    hashes: [{ alg: 'SHA-256', content: sha256 }],
    properties: [
      property('cdx:gomod:binary:name', name),
      property('cdx:gomod:binary:hash:SHA-256', sha256),
      property('cdx:gomod:build:compiler', 'gc'),
      property('cdx:gomod:build:env:GOVERSION', facts.release),
      ...buildVariables(target, facts.settings).map(([variable, value]) =>
        property(`cdx:gomod:build:env:${variable}`, value),
      ),
      ...buildFlags(facts.settings).map((flag) => property('anyport:build:flag', flag)),
    ],
  };
}

function moduleComponent({ path, version, dirHash }: ModuleFact) {
  const purl = packageUrl(path, version, { type: 'module' });
  return {
    'bom-ref': purl,
    type: 'library',
    name: path,
    version,
    scope: 'required',
    purl,
    // cyclonedx-gomod gives the h1 hash of go.sum as SHA-256: it is one, of the list of the files' hashes.
    ...(dirHash !== undefined && { hashes: [{ alg: 'SHA-256', content: dirHash }] }),
  };
}

function stdComponent({ release }: BinaryFacts) {
  const version = versionOf(release);
  const purl = packageUrl('std', version, { type: 'module' });
  return {
    'bom-ref': purl,
    type: 'library',
    name: 'std',
    version,
    scope: 'required',
    licenses: [{ license: { id: 'BSD-3-Clause' } }],
    purl,
  };
}

const property = (name: string, value: string) => ({ name, value });

/** A UUID of version 8 (RFC 9562, 5.8: content of our own) from a hash. */
function uuidOf(sha256: string): string {
  const variant = '89ab'[Number.parseInt(sha256[16] ?? '0', 16) & 3];
  return [
    sha256.slice(0, 8),
    sha256.slice(8, 12),
    `8${sha256.slice(13, 16)}`,
    `${variant}${sha256.slice(17, 20)}`,
    sha256.slice(20, 32),
  ].join('-');
}
