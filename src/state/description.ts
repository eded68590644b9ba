// The line of file(1) for a binary, by readers that the page loads only when something is built.
import { m } from '../words/compiled/notices.js';

const readers = () => import('./describe.ts');

/** Fetches the readers, so that a build need not wait for them in the end. Never rejects: who describes, tries again. */
export function loadReaders(): void {
  readers().catch(() => {});
}

/** The line of file(1). Never rejects: a binary stays a binary when it cannot be read, or its reader not be fetched. */
export async function descriptionOf(bytes: Uint8Array): Promise<string> {
  try {
    const { describe } = await readers();
    return describe(bytes);
  } catch (error) {
    return m.not_described({ reason: error instanceof Error ? error.message : String(error) });
  }
}
