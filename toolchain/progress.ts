// Tells on standard error what is being done and how long it took.

/** Prints one line. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Does a piece of work; prints its name before, and the seconds it took after. Steps may overlap. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  say(`  ${name} ...`);
  const started = performance.now();
  const result = await work().catch((error: unknown) => {
    say(`  ${name} failed`);
    throw error;
  });
  say(`  ${name}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return result;
}
