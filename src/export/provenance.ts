// Writes an in-toto statement with SLSA provenance v1 (slsa.dev/spec/v1.1/provenance) about binaries of one build.
import { buildCommand } from './shell-command.ts';
import { packageUrl, type BinaryFacts } from './binary-facts.ts';

/** What a file of the project is told as. */
export interface SourceDigest {
  readonly path: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/**
 * The statement as JSON, unsigned. `site` is the address of the page, with a slash at the end: what the type of the build and
 * its builder mean stands in a text there (public/build-type-v1.txt). Without times and an identity of the run, the same
 * build always gives the same statement.
 */
export function provenance(facts: BinaryFacts, sources: readonly SourceDigest[], site: string): string {
  const { name, sha256, module, target, settings, release } = facts;
  const { variables, argv } = buildCommand(target, settings, release, name);
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name, digest: { sha256 } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: `${site}build-type-v1.txt`,
        externalParameters: { module, command: argv, environment: Object.fromEntries(variables) },
        resolvedDependencies: [
          { name: release, uri: `https://go.dev/dl/#${release}` },
          ...sources.map(({ path, sha256 }) => ({ name: path, digest: { sha256 } })),
          ...facts.modules.map(({ path, version, dirHash }) => ({
            name: `${path}@${version}`,
            uri: packageUrl(path, version, { type: 'module' }),
            ...(dirHash !== undefined && { digest: { dirHash1: dirHash } }),
          })),
        ],
      },
      runDetails: { builder: { id: `${site}build-type-v1.txt#builder` } },
    },
  };
  return `${JSON.stringify(statement, null, 2)}\n`;
}
