// Uses the place Targets as users do.
import { nextSet, type FinishedSet } from './in-page.ts';
import type { Playground } from './playground.ts';

const button = (name: string): string => `::-p-aria([name="${name}"][role="button"])`;

/** All targets that link. */
export class BuildMany {
  constructor(
    private readonly playground: Playground,
    /** The names that the page must have in its table, in this order. */
    private readonly targets: readonly string[],
  ) {}

  async open(): Promise<void> {
    await this.#click('::-p-aria([name="Targets"][role="link"])');
  }

  /** The choice gives way to the table once something is built. */
  async chooseAll(): Promise<void> {
    await this.#click(button(`All that link ${this.targets.length}`));
  }

  /** Throws an Error when a target gives no binary. */
  async build(): Promise<FinishedSet> {
    const start = button(`Build ${this.targets.length} targets`);
    await this.playground.page.waitForSelector(start);
    const ending = this.playground.page.evaluate(nextSet);
    await this.#click(start);
    const finished = await ending;
    this.#check(finished);
    return finished;
  }

  /** Goes back to the editor. */
  async close(): Promise<void> {
    await this.#click('nav[aria-label="Places"] a');
  }

  #check({ state, sha256 }: FinishedSet): void {
    if (state.trim() !== `${this.targets.length} of ${this.targets.length} done`) throw new Error(state);
    const built = Object.keys(sha256);
    if (built.join() !== this.targets.join()) throw new Error(`other targets were built: ${built.join()}`);
  }

  async #click(selector: string): Promise<void> {
    const { page } = this.playground;
    await page.waitForSelector(selector);
    await page.click(selector);
  }
}
