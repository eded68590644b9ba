// The network of a browser: counting what comes over the wire and cutting it, for pages and for all kinds of workers.
import { setTimeout } from 'node:timers/promises';
import type { Browser, CDPSession } from 'puppeteer-core';

/** Else the tab keeps up to 100 MB of responses for the DevTools protocol's Network.getResponseBody, and looks that much bigger. */
const keepNothing = { maxTotalBufferSize: 0, maxResourceBufferSize: 0 };

/** Everything a browser's pages and workers have asked for. */
export class Traffic {
  readonly #urls = new Map<string, string>();
  readonly #received = new Map<string, number>();
  /** When each was asked for, in milliseconds since the epoch. */
  readonly #asked = new Map<string, number>();
  /** Requests that have not ended, each with the session that tells of it. */
  readonly #pending = new Map<string, CDPSession>();
  readonly #sessions = new Set<CDPSession>();
  #isCut = false;

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

  /** Bytes of what was asked for up to a time in milliseconds since the epoch. */
  bytesUntil(time: number): number {
    const ids = [...this.#received.keys()].filter((id) => (this.#asked.get(id) ?? 0) <= time);
    return ids.reduce((sum, id) => sum + this.#received.get(id)!, 0);
  }

  /** What was asked for, in order. */
  get urls(): string[] {
    return [...this.#urls.values()];
  }

  /** Resolves when nothing is on its way. A worker that builds tells only later of what it has received before. */
  async untilQuiet(): Promise<void> {
    while (this.#pending.size > 0) await setTimeout(20);
  }

  /** Cuts the network or restores it, for all that is open and all that will be. */
  async cut(isCut: boolean): Promise<void> {
    this.#isCut = isCut;
    await Promise.all([...this.#sessions].map((session) => this.#shape(session)));
  }

  async #shape(session: CDPSession): Promise<void> {
    const offline = this.#isCut;
    // Chromium has moved `offline` from the call to its conditions: both understand it where they look for it.
    const conditions = { urlPattern: '', offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
    await session.send('Network.emulateNetworkConditionsByRule', {
      offline,
      matchedNetworkConditions: [conditions],
    });
  }

  /**
   * Pages, their workers (which fetch the toolchain) and service workers have sessions of their own, and wait until these
   * are listened to (https://chromedevtools.github.io/devtools-protocol/tot/Target/#method-setAutoAttach).
   */
  async #attachToAll(session: CDPSession): Promise<void> {
    session.on('sessionattached', (child) => {
      this.#watch(child).catch(() => {}); // It has ended before it could ask for anything.
    });
    session.on('sessiondetached', (child) => {
      this.#sessions.delete(child);
      for (const [id, teller] of this.#pending) if (teller === child) this.#pending.delete(id);
    });
    await session.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
    });
  }

  async #watch(session: CDPSession): Promise<void> {
    session.on('Network.requestWillBeSent', ({ requestId, request, wallTime }) => {
      this.#urls.set(requestId, request.url);
      this.#asked.set(requestId, wallTime * 1000);
      if (request.url.startsWith('http')) this.#pending.set(requestId, session);
    });
    session.on('Network.loadingFailed', ({ requestId }) => this.#pending.delete(requestId));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      this.#pending.delete(requestId);
      this.#received.set(requestId, Math.max(0, encodedDataLength)); // -1 for what did not come over the wire
    });
    this.#sessions.add(session);
    // All at once: a service worker answers nothing before it runs.
    await Promise.all([
      session.send('Network.enable', keepNothing),
      ...(this.#isCut ? [this.#shape(session)] : []),
      this.#attachToAll(session),
      session.send('Runtime.runIfWaitingForDebugger'),
    ]);
  }
}
