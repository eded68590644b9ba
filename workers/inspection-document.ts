// Gathers all that is known of a file in one document, and says in English what its parts tell in codes.
import type { InspectionDocument } from '../src/binary/document/document.ts';
import { goOf } from '../src/binary/document/go.ts';
import { headersOf } from '../src/binary/document/headers.ts';
import type { IdentityPart } from '../src/binary/document/identity.ts';
import { linkageOf, sectionsOf } from '../src/binary/document/sections-and-linkage.ts';
import type { ProgramPart } from '../src/binary/document/program.ts';
import { summaryOf } from '../src/binary/document/summary.ts';
import type { CompositionPart } from '../src/binary/go/sizes.ts';
import type { ParsedBinary } from '../src/binary/inspect.ts';
import { attempt, type Readable } from '../src/binary/read/readable.ts';
import { caveatSentence, refusalReason, sizeName } from '../src/words/document.ts';
import { fieldSentence } from '../src/words/fields.ts';

/** What the document is made from. */
interface Sources {
  name: string;
  bytes: Uint8Array;
  binary: Readable<ParsedBinary>;
  identity: IdentityPart;
  program: Readable<ProgramPart>;
  /** Throws an InspectError when the sizes cannot be read. */
  sizes: () => CompositionPart;
}

/** inspectionDocument gathers everything; parts that cannot be read are in it as problems. */
export function inspectionDocument({
  name,
  bytes,
  binary,
  identity,
  program,
  sizes,
}: Sources): InspectionDocument {
  return {
    schema: 'anyport-inspection/1',
    name,
    size: bytes.length,
    identity,
    headers: explainedHeaders(bytes),
    ...('problem' in binary ? { problem: binary.problem } : { ...partsOf(binary.value, sizes), program }),
  };
}

function partsOf(file: ParsedBinary, sizes: () => CompositionPart): Partial<InspectionDocument> {
  return {
    summary: summaryOf(file),
    linkage: linkageOf(file),
    sections: sectionsOf(file),
    symbols: attempt(() => file.symbols()),
    go: attempt(() => {
      const part = goOf(file);
      const refused = part.refused.map((each) => ({ ...each, reason: refusalReason(each.reason) }));
      return { ...part, refused, caveats: part.caveats.map(caveatSentence) };
    }),
    sizes: attempt(() => namedSizes(sizes())),
  };
}

function explainedHeaders(bytes: Uint8Array): InspectionDocument['headers'] {
  const { headers, ...rest } = headersOf(bytes);
  const explained = headers.map(({ fields, ...header }) => ({
    ...header,
    fields: fields.map((field) => ({ ...field, sentence: fieldSentence(header.name, field.name) })),
  }));
  return { headers: explained, ...rest };
}

function namedSizes({ packages, rest, ...part }: CompositionPart): CompositionPart {
  return {
    ...part,
    packages: packages.map((each) => ({ ...each, name: sizeName(each.name) })),
    rest: rest.map((each) => ({ ...each, name: sizeName(each.name) })),
  };
}
