// Another origin, which notes whoever comes: what it has not seen has not left the page.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on a port of its own. close() it. */
export class ForeignSite {
  /** Names of what was asked for, each once; an attempt to open a WebSocket too. */
  readonly seen = new Set<string>();

  private constructor(readonly server: Server) {
    server.on('request', ({ url = '' }, response) => {
      this.#note(url);
      response.writeHead(200, { 'Content-Type': 'text/html', 'Access-Control-Allow-Origin': '*' }).end();
    });
    server.on('upgrade', ({ url = '' }, socket) => {
      this.#note(url);
      socket.destroy();
    });
  }

  static async start(): Promise<ForeignSite> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ForeignSite(server);
  }

  /** With a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  #note(url: string): void {
    this.seen.add(url.replace(/\W/g, ''));
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
