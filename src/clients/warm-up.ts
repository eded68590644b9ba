// Builds in the background, while nobody else does, until the tools run at their full speed.
import type { BuildRequest } from './build.ts';
import type { BuildClient } from './build-client.ts';

/**
 * Builds after which the tools run at their full speed, because the browser has compiled anew what they use most; the
 * first takes seven times as long as the last.
 */
const warmUpRounds = 12;

/** A warm-up that takes longer would make the user wait for it. In milliseconds. */
const longestRound = 4000;

/** After a build, who edits and builds again at once does not meet a warm-up. In milliseconds. */
const idleTime = 1500;

/** The background builds of a page: of one request at a time, for as long as its worker lives. */
export class WarmUp {
  #rounds = 0;
  #going: symbol | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;

  /** Forgets how often was built: the next rounds are for another request. */
  reset(): void {
    this.pause();
    this.#rounds = 0;
  }

  /** The round that goes on is the last until run or runLater. */
  pause(): void {
    clearTimeout(this.#idle);
    this.#going = undefined;
  }

  /**
   * Builds round after round; marks "warm" on the page's timeline (User Timing) when all are done. Resolves as well when
   * it was told to pause, or when the worker ended.
   */
  async run(client: BuildClient, request: BuildRequest): Promise<void> {
    this.pause();
    const going = (this.#going = Symbol('warm-up'));
    while (this.#rounds < warmUpRounds) {
      const began = performance.now();
      const isBuilt = await client.warmUp(request, this.#rounds++).then(
        () => true,
        () => false,
      );
      if (!isBuilt || this.#going !== going) return;
      if (performance.now() - began > longestRound) break;
    }
    performance.mark('warm');
  }

  /** Goes on when the user pauses after a build of `request`. */
  runLater(client: BuildClient, request: BuildRequest): void {
    this.pause();
    if (this.#rounds >= warmUpRounds) return;
    this.#idle = setTimeout(() => void this.run(client, request), idleTime);
  }
}
