// Describes a binary as file(1) does, or says why it cannot. Loaded late, with all readers: see description.ts.
import { describeBinary } from '../binary/inspect.ts';
import { attempt } from '../binary/read/readable.ts';
import { m } from '../words/compiled/notices.js';
import { problemSentence } from '../words/expectation.ts';

/** The line of file(1), or what is wrong with the bytes. Throws what is a bug of a reader. */
export function describe(bytes: Uint8Array): string {
  const line = attempt(() => describeBinary(bytes));
  return 'value' in line ? line.value : m.not_described({ reason: problemSentence(line.problem) });
}
