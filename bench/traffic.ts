// This file is responsible for counting what comes over the wire, for pages and for all kinds of workers.
import type { Browser, CDPSession } from 'puppeteer-core';

/** Everything a browser's pages and workers have asked for. */
export class Traffic {
  readonly #urls = new Map<string, string>();
  readonly #received = new Map<string, number>();

  /** Watches a browser from before its first request on. */
  static async of(browser: Browser): Promise<Traffic> {
    const traffic = new Traffic();
    await traffic.#attachToAll(await browser.target().createCDPSession());
    return traffic;
  }

  /** Bytes received so far, headers included, as they came over the wire (compressed where the server compresses). */
  get bytes(): number {
    return [...this.#received.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  /** What was asked for, in order. */
  get urls(): string[] {
    return [...this.#urls.values()];
  }

  /**
   * Pages, their workers (which fetch the toolchain) and service workers have sessions of their own, and wait until these
   * are listened to (https://chromedevtools.github.io/devtools-protocol/tot/Target/#method-setAutoAttach).
   */
  async #attachToAll(session: CDPSession): Promise<void> {
    session.on('sessionattached', (child) => {
      this.#watch(child).catch(() => {}); // It has ended before it could ask for anything.
    });
    await session.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
    });
  }

  async #watch(session: CDPSession): Promise<void> {
    session.on('Network.requestWillBeSent', ({ requestId, request }) =>
      this.#urls.set(requestId, request.url),
    );
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
      this.#received.set(requestId, encodedDataLength),
    );
    await session.send('Network.enable');
    await this.#attachToAll(session);
    await session.send('Runtime.runIfWaitingForDebugger');
  }
}
