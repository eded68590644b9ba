// Outcomes of conformance tests, and the list of those that are known to fail.

/** How one test ended. */
export interface CaseOutcome {
  /** For example "os TestChtimes" or "case path_link". */
  name: string;
  result: 'passed' | 'failed' | 'skipped';
  /** What a failed test printed. */
  details: string;
}

/** Reads a skip list: a name and, behind "#", the reason on each line. Throws an Error on a line without reason. */
export function parseSkips(text: string): Map<string, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [name = '', reason = ''] = line.split('#').map((part) => part.trim());
      if (name === '' || reason === '') throw new Error(`skips.txt: no name or no reason in "${line}"`);
      return [name, reason];
    }),
  );
}

/**
 * Applies the skip list, which may only shrink: a listed test that fails is skipped, a listed test that does not fail,
 * or does not exist, is a failure.
 */
export function applySkips(outcomes: CaseOutcome[], skips: Map<string, string>): CaseOutcome[] {
  const unused = new Map(skips);
  const applied = outcomes.map((outcome): CaseOutcome => {
    const reason = skips.get(outcome.name);
    if (reason === undefined) return outcome;
    unused.delete(outcome.name);
    if (outcome.result === 'failed') return { ...outcome, result: 'skipped', details: reason };
    const details = `It ${outcome.result}: take its line out of skips.txt.`;
    return { ...outcome, result: 'failed', details };
  });
  const details = 'There is no such test: take its line out of skips.txt.';
  return [
    ...applied,
    ...[...unused.keys()].map((name): CaseOutcome => ({ name, result: 'failed', details })),
  ];
}
