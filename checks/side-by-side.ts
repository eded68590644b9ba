// Runs lanes of checks at the same time, and prints what they say one lane after the other.
import type { Print } from './run-program.ts';

/** Checks that run one after the other. */
export type Lane<Result> = (print: Print) => Promise<Result[]>;

/** The first lane prints as it goes, the others when all have ended. Results are in the order of the lanes. */
export async function sideBySide<Result>(lanes: readonly Lane<Result>[], print: Print): Promise<Result[]> {
  const held = lanes.map((): string[] => []);
  const results = await Promise.all(
    lanes.map((lane, i) => lane(i === 0 ? print : (text) => void held[i]!.push(text))),
  );
  for (const texts of held) if (texts.length > 0) print(texts.join(''));
  return results.flat();
}
