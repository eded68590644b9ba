// Serves the page and the prepared releases as a static host would.
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import sirv from 'sirv';
import { policyHeader, policyOf } from './policy.ts';

/** A server that is up. */
export interface Served {
  /** With a slash at the end, for example http://localhost:5173/. */
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Files named by their content: ours, and what Vite writes below assets/. */
const namedByContent =
  /(\.[0-9a-f]{16}\.(wasm|bin)|\/blobs\/[0-9a-f]{64}\.bin|\/assets\/[^/]+-[\w-]{8}\.\w+)$/;

/** How long a browser may keep a file without asking again. */
export function cacheControl(pathname: string): string {
  return namedByContent.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache';
}

function setCacheControl(response: ServerResponse, pathname: string): void {
  response.setHeader('Cache-Control', cacheControl(pathname));
}

/** The policy for a request, of the documents that stand in the folders now: they may have been built anew since the server was started. */
async function currentPolicy(folders: readonly string[], url: string): Promise<string> {
  const isFrame = /\/program-frame\.html($|[?#])/.test(url);
  const name = isFrame ? 'program-frame.html' : 'index.html';
  for (const folder of folders) {
    const html = await readFile(path.join(folder, name), 'utf8').catch(() => undefined);
    if (html !== undefined) return policyOf(html, name);
  }
  return policyOf('', name);
}

/** Resolves with the port, or with undefined when it is taken. */
function listen(server: Server, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    // This machine only; browsers take localhost for a secure context without TLS.
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/**
 * Serves folders, the first one that has a file wins. Files may come and go while the server is up. A file with a .br
 * or .gz beside it is sent as that to whoever accepts it. Every response carries the page's policy (policy.ts).
 * @param port Where to listen; the next free one is taken when it is not free, any free one for 0.
 * @throws Error when 20 ports in a row are taken.
 */
export async function serve(folders: readonly string[], port: number): Promise<Served> {
  const hosts = folders.map((folder) =>
    sirv(folder, { dev: true, etag: true, gzip: true, brotli: true, setHeaders: setCacheControl }),
  );
  for (let candidate = port; candidate < port + 20; candidate++) {
    const server = createServer((request, response) => {
      const tryFolder = (i: number): void => {
        const host = hosts[i];
        if (host) host(request, response, () => tryFolder(i + 1));
        else response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found\n');
      };
      void currentPolicy(folders, request.url ?? '/').then((policy) => {
        response.setHeader(policyHeader, policy);
        response.setHeader('X-Content-Type-Options', 'nosniff');
        tryFolder(0);
      });
    });
    const bound = await listen(server, candidate);
    if (bound === undefined) continue;
    return {
      url: `http://localhost:${bound}/`,
      port: bound,
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    };
  }
  throw new Error(`ports ${port} to ${port + 19} are all taken`);
}
