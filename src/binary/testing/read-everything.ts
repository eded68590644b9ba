// Reads all that the inspector reads of a file, and returns what was thrown that should not have been.
import { findBinaries, isContainer } from '../containers/container.ts';
import { Comparison } from '../compare/compare.ts';
import { writeJson } from '../document/document.ts';
import { goOf } from '../document/go.ts';
import { headersOf } from '../document/headers.ts';
import { identityOf } from '../document/identity.ts';
import { linkageOf, sectionsOf } from '../document/sections-and-linkage.ts';
import { summaryOf } from '../document/summary.ts';
import { Composition } from '../go/sizes.ts';
import { inspect } from '../inspect.ts';
import { attempt } from '../read/readable.ts';
import { SymbolSearch } from '../search/symbol-search.ts';
import { findTexts } from '../search/text-search.ts';

/** Of a container so many binaries are read. */
const mostRead = 3;

/** readEverything returns the errors that no reader should let out; none of them is an InspectError. Never rejects. */
export async function readEverything(bytes: Uint8Array): Promise<unknown[]> {
  const unexpected: unknown[] = [];
  const files = isContainer(bytes) ? await foundIn(bytes, unexpected) : [bytes];
  for (const file of files.slice(0, mostRead)) await readOne(file, unexpected);
  return unexpected;
}

async function foundIn(bytes: Uint8Array, unexpected: unknown[]): Promise<readonly Uint8Array[]> {
  try {
    const { files } = await findBinaries(bytes);
    return files.map((file) => file.bytes);
  } catch (error) {
    unexpected.push(error);
    return [];
  }
}

async function readOne(bytes: Uint8Array, unexpected: unknown[]): Promise<void> {
  try {
    const opened = attempt(() => inspect(bytes));
    const file = 'value' in opened ? opened.value : undefined;
    const parts: unknown[] = [headersOf(bytes), await identityOf(bytes.slice(), file)];
    findTexts(bytes, { shortest: 4, search: '' }, 0, 100);
    if (file) {
      parts.push(
        summaryOf(file),
        attempt(() => linkageOf(file)),
        attempt(() => sectionsOf(file)),
      );
      parts.push(attempt(() => goOf(file)));
      parts.push(
        attempt(() => new Composition(file).part),
        attempt(() => new Comparison(file, file).part),
      );
      const query = { search: 'a', code: '', order: 'size', isDescending: true } as const;
      parts.push(attempt(() => new SymbolSearch(file.symbols()).window(query, 0, 100)));
      attempt(() => file.parts().length);
    }
    writeJson(parts);
  } catch (error) {
    unexpected.push(error);
  }
}
