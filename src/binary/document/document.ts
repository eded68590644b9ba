// The document the inspector exports: its shape, and writing it as JSON.
import type { BinarySymbol } from '../binary-file.ts';
import type { Expectation } from '../read/expectation.ts';
import type { Problem, Readable } from '../read/readable.ts';
import type { CompositionPart } from '../go/sizes.ts';
import type { GoPart, RefusedSetting } from './go.ts';
import type { Header, HeaderField, HeadersPart } from './headers.ts';
import type { IdentityPart } from './identity.ts';
import type { LinkagePart, SectionsPart } from './sections-and-linkage.ts';
import type { ProgramPart } from './program.ts';
import type { SummaryPart } from './summary.ts';

/** The headers, with one English sentence on what each field is for. */
type ExplainedHeaders = Omit<HeadersPart, 'headers'> & {
  readonly headers: readonly (Omit<Header, 'fields'> & {
    readonly fields: readonly (HeaderField & { readonly sentence: string })[];
  })[];
};

/** What is known of a Go program's build, with English sentences on what is not, and on what is refused. */
type ExplainedGo = Omit<GoPart, 'caveats' | 'refused'> & {
  readonly caveats: readonly string[];
  readonly refused: readonly (Omit<RefusedSetting, 'reason'> & { readonly reason: string })[];
};

/**
 * InspectionDocument is everything the inspector knows of a binary. In JSON, numbers of 64 bits (addresses, and
 * fields of that size) are hexadecimal texts such as "0x401000", all others are numbers; sizes are bytes, offsets
 * count from the start of the file. A part that could not be read is {"problem": …}, which says in English what was
 * expected.
 */
export interface InspectionDocument {
  /** The number grows when a part changes its meaning; new parts may come without that. */
  readonly schema: 'anyport-inspection/1';
  readonly name: string;
  readonly size: number;
  /** Why the file as a whole could not be opened; the parts below are then missing but for identity and headers. */
  readonly problem?: Problem;
  readonly identity: IdentityPart;
  readonly summary?: SummaryPart;
  readonly headers: ExplainedHeaders;
  /** What "Will it run?" is computed from, each fact with its places in the file. */
  readonly program?: Readable<ProgramPart>;
  readonly linkage?: LinkagePart;
  readonly sections?: SectionsPart;
  readonly symbols?: Readable<readonly BinarySymbol[]>;
  readonly go?: Readable<ExplainedGo>;
  readonly sizes?: Readable<CompositionPart>;
}

/**
 * writeJson writes a document, or a part of one, with 64-bit numbers as hexadecimal texts, and what a problem expected as
 * `sentenceOf` says it.
 */
export function writeJson(
  document: unknown,
  sentenceOf: (expected: Expectation) => string = ({ code }) => code,
): string {
  const told = ({ expected, ...problem }: Problem) => ({ ...problem, expected: sentenceOf(expected) });
  const plain = (key: string, value: unknown) => {
    if (typeof value === 'bigint') return `0x${value.toString(16)}`;
    return key === 'problem' ? told(value as Problem) : value;
  };
  return JSON.stringify(document, plain, 2) + '\n';
}
