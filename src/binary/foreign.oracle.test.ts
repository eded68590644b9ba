// Holds the readers to LIEF, file(1), readelf and llvm-readobj, and "Will it run?" to the truth, on binaries that others have published.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { programOf } from './document/program.ts';
import type { Host } from './hosts/executable.ts';
import { willItRun } from './hosts/will-it-run.ts';
import { goFunctions } from './go/pclntab.ts';
import { describeParsed, inspect, type ParsedBinary } from './inspect.ts';
import { llvmLines, llvmOptions, ourLines, readelfLines, readelfOptions } from './testing/binutils-oracle.ts';
import { answerOf } from '../words/hosts.ts';
import listed from './testing/foreign/disagreements.json' with { type: 'json' };
import { fetchForeignFiles, foreignFiles, type ForeignFile } from './testing/foreign/fetch.ts';
import { fileLines, gosymFunctions, liefFacts, printedBy } from './testing/foreign/oracles.ts';
import table from './testing/foreign/pairs.json' with { type: 'json' };
import { ourFacts, type Facts } from './testing/foreign/our-facts.ts';

const minutes = 60_000;
// Signatures are checked page by page; the limit only guards against hanging.
vi.setConfig({ testTimeout: minutes });
/** With fewer than that a run in CI tells too little. */
const enough = 120;
const isCi = Boolean(process.env['CI']);

/** Where an oracle and the readers disagree, who is right and why. The list may only shrink: what is mended must leave it. */
interface Disagreement {
  readonly oracle: string;
  readonly fact: string;
  readonly right: 'ours' | 'theirs' | 'both';
  readonly why: string;
  readonly files: readonly string[];
}

const disagreements = listed as readonly Disagreement[];

/** The most disagreements there may be, counted by file. Lower it when the list gets shorter. */
const most = 18;

/** The facts of a file in which an oracle is known to say something else. */
function known(oracle: string, { name }: ForeignFile): string[] {
  return disagreements
    .filter((each) => each.oracle === oracle && each.files.includes(name))
    .map(({ fact }) => fact)
    .sort();
}

/** The names of the facts that are not the same; a fact that only one side tells is none. */
function differing(ours: Facts, theirs: Facts): string[] {
  return Object.keys(theirs)
    .filter((fact) => fact in ours && JSON.stringify(ours[fact]) !== JSON.stringify(theirs[fact]))
    .sort();
}

const open = ({ file }: ForeignFile): ParsedBinary => inspect(new Uint8Array(readFileSync(file)));
const withoutSlice = (fact: string) => fact.replace(/^slice \d+ /, '');

interface Answers {
  readonly lief: Readonly<Record<string, Facts>> | undefined;
  readonly file: Readonly<Record<string, string>> | undefined;
  readonly readelf: Readonly<Record<string, string>> | undefined;
  readonly llvm: Readonly<Record<string, string>> | undefined;
}

let answers: Answers;
const compared = new Set<string>();
let comparisons = 0;

beforeAll(async () => {
  const fetched = await fetchForeignFiles((problem) => console.warn(problem));
  const paths = fetched.map(({ file }) => file);
  answers = {
    lief: liefFacts(paths),
    file: fileLines(paths),
    readelf: printedBy('readelf', readelfOptions, paths),
    llvm: printedBy('llvm-readobj', llvmOptions, paths),
  };
}, 30 * minutes);

/** Compares one file with one oracle; skipped when either cannot be had. */
function compare(
  oracle: keyof Answers,
  each: ForeignFile,
  skip: (note: string) => void,
  facts: (file: ParsedBinary) => { ours: Facts; theirs: Facts } | undefined,
): void {
  if (!existsSync(each.file)) return skip('not fetched');
  if (!answers[oracle]) return skip('the tool cannot be had');
  const found = facts(open(each));
  if (!found) return;
  const { ours, theirs } = found;
  for (const fact of Object.keys(theirs).filter((name) => name in ours)) {
    compared.add(`${oracle} ${withoutSlice(fact)}`);
    comparisons++;
  }
  expect(differing(ours, theirs)).toEqual(known(oracle, each));
}

describe('files of others', () => {
  it('are enough', ({ skip }) => {
    expect(foreignFiles.length).toBeGreaterThanOrEqual(150);
    const count = foreignFiles.filter(({ file }) => existsSync(file)).length;
    if (!isCi && count < enough) return skip(`only ${count} of ${foreignFiles.length} could be fetched`);
    expect(count).toBeGreaterThanOrEqual(enough);
  });

  it.for(foreignFiles)('LIEF: $name', (each, { skip }) => {
    compare('lief', each, skip, (file) => {
      const theirs = answers.lief?.[each.sha256];
      expect(theirs).not.toHaveProperty('LIEF');
      return theirs && { ours: ourFacts(file), theirs };
    });
  });

  it.for(foreignFiles)('file(1): $name', (each, { skip }) => {
    compare('file', each, skip, (file) => {
      // file puts each slice on a line of its own and, with -b, writes the line break as \012.
      const line = answers.file?.[each.sha256]?.trim().replaceAll('\\012- ', '');
      return line === undefined ? undefined : { ours: { line: describeParsed(file) }, theirs: { line } };
    });
  });

  it.for(foreignFiles)('readelf: $name', (each, { skip }) => {
    compare('readelf', each, skip, (file) => {
      if (file.format !== 'ELF') return undefined;
      return linesOf(file, readelfLines(answers.readelf?.[each.sha256] ?? ''));
    });
  });

  it.for(foreignFiles)('llvm-readobj: $name', (each, { skip }) => {
    compare('llvm', each, skip, (file) => {
      if (!['Mach-O', 'PE', 'XCOFF', 'WebAssembly'].includes(file.format)) return undefined;
      return linesOf(file, llvmLines(answers.llvm?.[each.sha256] ?? '', file.format));
    });
  });

  it.for(foreignFiles.filter(({ name }) => /^esbuild-(linux|windows)-64@/.test(name)))(
    'debug/gosym: the functions in the line table of Go 1.15 to 1.17 in $name',
    ({ file }, { skip }) => {
      if (!existsSync(file)) return skip('not fetched');
      const theirs = gosymFunctions([file])?.[path.basename(file)];
      if (!theirs) return skip('there is no go');
      const ours = goFunctions(inspect(new Uint8Array(readFileSync(file)))) ?? [];
      expect(ours.length).toBeGreaterThan(5000);
      expect(ours.map(({ name, offset, size }) => `${name} ${offset} ${size}`)).toEqual(theirs);
    },
  );

  it('are compared in at least 60 facts, and the list of disagreements does not grow', ({ skip }) => {
    const entries = disagreements.flatMap(({ files }) => files);
    expect(entries.length).toBeLessThanOrEqual(most);
    expect(disagreements.filter(({ why }) => why.length < 20)).toEqual([]);
    const names = new Set(foreignFiles.map(({ name }) => name));
    expect(entries.filter((name) => !names.has(name))).toEqual([]);
    console.log(`${comparisons} comparisons of ${compared.size} facts`);
    if (comparisons === 0) return skip('nothing could be compared');
    expect(compared.size).toBeGreaterThanOrEqual(60);
  });
});

function linesOf(file: ParsedBinary, lines: Parameters<typeof ourLines>[1]): { ours: Facts; theirs: Facts } {
  const asFacts = (all: object) =>
    Object.fromEntries(
      Object.entries(all).map(([name, value]) => [name, Array.isArray(value) ? value : String(value)]),
    ) as Facts;
  return { ours: asFacts(ourLines(file, lines)), theirs: asFacts(lines) };
}

/** A pair as it stands on disk: why it is so, and the names of sources. */
interface Pair {
  readonly file: string;
  /** Target, then the version of the system or the distribution. */
  readonly host: string;
  readonly outcome: 'yes' | 'with' | 'no';
  readonly why: string;
  readonly sources: readonly string[];
}

const pairs = table.pairs as readonly Pair[];
const sources = new Map(Object.entries(table.sources));
const files = new Map(foreignFiles.map((each) => [each.name, each.file]));

function hostOf(text: string): Host {
  const [target = '', more = ''] = text.split(' ');
  const [goos = '', goarch = ''] = target.split('/');
  const isVersion = /^\d/.test(more);
  return { goos, goarch, version: isVersion ? more : '', level: '', distribution: isVersion ? '' : more };
}

describe('files of others on machines', () => {
  it('are at least 120 pairs, each with a reason and a source', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(120);
    expect(pairs.filter(({ file }) => !files.has(file))).toEqual([]);
    const bare = pairs.filter(({ why, sources: from }) => why.length < 5 || from.length === 0);
    expect(bare).toEqual([]);
    expect(pairs.flatMap((pair) => pair.sources).filter((name) => !sources.has(name))).toEqual([]);
    expect(new Set(pairs.map(({ file, host }) => `${file} ${host}`)).size).toBe(pairs.length);
  });

  it.for(pairs)('$host, $outcome: $file', async ({ file, host, outcome, why }, { skip }) => {
    const binary = files.get(file) ?? '';
    if (!existsSync(binary)) return skip('not fetched');
    const program = await programOf('program', inspect(new Uint8Array(readFileSync(binary))));
    const verdict = willItRun(program, hostOf(host));
    expect(verdict.outcome, `${why} But: ${answerOf(verdict)}`).toBe(outcome);
    // Each line leads to the bytes it rests on.
    const places = [verdict, ...verdict.conditions].map(({ basis }) =>
      basis.flatMap((fact) => verdict.evidence[fact] ?? []),
    );
    expect(places.filter((found) => found.length === 0)).toEqual([]);
  });
});
