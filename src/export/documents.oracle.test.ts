// Holds the documents against what others read them with: SPDX's own schema, and in-toto's own reader of statements.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { provenance } from './provenance.ts';
import { spdx } from './spdx.ts';
import { documentedFacts, releaseTime } from './testing/documented-facts.ts';

// Modules may have to be fetched; the limit only guards against hanging.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const folder = mkdtempSync(path.join(tmpdir(), 'anyport-documents-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The folder of a module, from the cache or the proxy; undefined where neither has it. */
function moduleFolder(module: string): string | undefined {
  writeFileSync(path.join(folder, 'go.mod'), 'module documents\n\ngo 1.24\n');
  const ran = spawnSync('go', ['mod', 'download', '-json', module], { cwd: folder, encoding: 'utf8' });
  return ran.status === 0 ? (JSON.parse(ran.stdout) as { Dir?: string }).Dir : undefined;
}

// syft carries SPDX's schema as it was published.
const syft = moduleFolder('github.com/anchore/syft@v1.20.0');
const attestation = moduleFolder('github.com/in-toto/attestation@v1.2.0');
const cases = Object.entries(documentedFacts);
const site = 'https://anyport.example/play/';

describe.skipIf(!syft)('SPDX 2.3', () => {
  const schema =
    syft &&
    (JSON.parse(readFileSync(path.join(syft, 'schema/spdx-json/spdx-schema-2.3.json'), 'utf8')) as object);
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  const isSpdx = ajv.compile(schema || {});

  it.each(cases)('%s', (_, facts) => {
    isSpdx(JSON.parse(spdx(facts, releaseTime)));
    expect(isSpdx.errors ?? []).toEqual([]);
  });

  it('refuses what is wrong', () => {
    const document = JSON.parse(spdx(cases[0]![1], releaseTime)) as object;
    expect(isSpdx({ ...document, more: 1 })).toBe(false);
    expect(isSpdx({ ...document, packages: [{ name: 'x' }] })).toBe(false);
  });
});

describe.skipIf(!attestation)('in-toto statement with SLSA provenance v1', () => {
  const reader = path.join(folder, 'reader');

  beforeAll(() => {
    writeFileSync(path.join(folder, 'main.go'), readerSource);
    const go = (...args: string[]) => execFileSync('go', args, { cwd: folder, stdio: 'pipe' });
    go('get', 'github.com/in-toto/attestation@v1.2.0', 'google.golang.org/protobuf/encoding/protojson');
    go('build', '-o', reader, '.');
  });

  const read = (statement: string) => spawnSync(reader, { input: statement, encoding: 'utf8' });

  it.each(cases)('%s', (_, facts) => {
    const result = read(provenance(facts, [{ path: 'main.go', sha256: 'c'.repeat(64) }], site));
    expect(result.stderr).toBe('');
    expect(result.stdout).toBe(`${facts.name} ${site}build-type-v1.txt ${site}build-type-v1.txt#builder\n`);
  });

  it.each([
    ['an unknown field', '"subject"', '"more": 1, "subject"'],
    ['no builder', '"builder"', '"byproducts": [], "metadata"'],
    ['a digest that is none', '"sha256": "', '"sha256": "x'],
  ])('refuses %s', (_, from, to) => {
    expect(read(provenance(cases[0]![1], [], site).replace(from, to)).status).not.toBe(0);
  });
});

/** Reads a statement strictly, with the types that in-toto makes of its own definition, and checks it. */
const readerSource = `package main

import (
	"fmt"
	"io"
	"log"
	"os"

	slsa "github.com/in-toto/attestation/go/predicates/provenance/v1"
	v1 "github.com/in-toto/attestation/go/v1"
	"google.golang.org/protobuf/encoding/protojson"
)

func main() {
	text, err := io.ReadAll(os.Stdin)
	check(err)
	var statement v1.Statement
	check(protojson.Unmarshal(text, &statement))
	check(statement.Validate())
	predicate, err := protojson.Marshal(statement.Predicate)
	check(err)
	var provenance slsa.Provenance
	check(protojson.Unmarshal(predicate, &provenance))
	check(provenance.Validate())
	fmt.Println(statement.Subject[0].Name, provenance.BuildDefinition.BuildType, provenance.RunDetails.Builder.Id)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
`;
