// A site that is replaced by a new version of the page while people have it open.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The hash in the name of a file that Vite has written: assets/NAME-HASH.EXTENSION. */
const assetHash = /assets\/[\w.-]+?-([\w-]{8})\.\w+"/g;

/** What the service worker takes for the version of a file without a hash in its name. */
const revision = /(?<="revision":")\w+(?=")/g;

const reverse = (text: string) => [...text].reverse().join('');

const isText = (path: string) => /(\/|\.(html|js|css))$/.test(path);

/**
 * The page under test behind a host of its own. After replace(), every file of the page has another name and another
 * content, and the files of before are gone, as after a new version was put in place of the old one.
 */
export class ReplacedSite {
  #replaced: Map<string, string> | undefined;

  private constructor(
    readonly origin: string,
    readonly server: Server,
  ) {}

  /** `origin` is where the page under test is, with a slash at the end. */
  static async start(origin: string): Promise<ReplacedSite> {
    const server = createServer();
    const site = new ReplacedSite(origin, server);
    server.on('request', (request, response) => {
      site.#answer(request.url ?? '/').then(
        ({ status, type, body }) => response.writeHead(status, { 'Content-Type': type }).end(body),
        (error: unknown) => response.writeHead(502).end(String(error)),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return site;
  }

  /** With a slash at the end. */
  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}/`;
  }

  /** Puts the new version in place. */
  async replace(): Promise<void> {
    const worker = await (await fetch(`${this.origin}service-worker.js`)).text();
    const hashes = [...worker.matchAll(assetHash)].map(([, hash]) => hash!);
    this.#replaced = new Map(hashes.map((hash) => [hash, reverse(hash)]));
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  async #answer(url: string): Promise<{ status: number; type: string; body: string | Buffer }> {
    const replaced = [...(this.#replaced ?? [])];
    if (replaced.some(([before]) => url.includes(`-${before}.`)))
      return { status: 404, type: 'text/plain', body: 'not found' };
    const path = replaced.reduce(
      (text, [before, after]) => text.replaceAll(`-${after}.`, `-${before}.`),
      url,
    );
    const response = await fetch(new URL(path.slice(1), this.origin));
    const type = response.headers.get('Content-Type') ?? 'application/octet-stream';
    if (!isText(path))
      return { status: response.status, type, body: Buffer.from(await response.arrayBuffer()) };
    const text = await response.text();
    const body = replaced.reduce(
      (part, [before, after]) => part.replaceAll(`-${before}.`, `-${after}.`),
      text,
    );
    const isNew = replaced.length > 0 && path.endsWith('/service-worker.js');
    return { status: response.status, type, body: isNew ? body.replace(revision, reverse) : body };
  }
}
