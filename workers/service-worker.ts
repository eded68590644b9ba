// The service worker: the page itself without a network, and never two versions of it mixed.
import { PrecacheController } from 'workbox-precaching/PrecacheController.js';
import { answerInput, isInputRequest } from './input-answers.ts';

declare const self: ServiceWorkerGlobalScope;

const scope = new URL(self.registration.scope);
const pageUrl = new URL('index.html', scope).href;
// The scope is part of the name: two sites in two folders of one host share their caches.
const shellCache = `anyport-shell ${scope.pathname}`;

const shell = new PrecacheController({ cacheName: shellCache });
// The page's own files with their revisions; vite-plugin-pwa writes the list in this place.
shell.addToCacheList(self.__WB_MANIFEST);

self.addEventListener('install', (event) => event.waitUntil(shell.install(event).then(checkPage)));

// The first visit needs no reload: the page that installed this worker is its client from here on.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

// A new version waits until every tab of the old one is closed, or until a user asks for it.
self.addEventListener('message', (event) => {
  if ((event.data as { type?: string } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});

/**
 * Prepared files go past this worker untouched: compileStreaming finds compiled code by the URL of the response, which
 * one made here would not have (https://v8.dev/blog/wasm-code-caching). workers/toolchain/fetch-source.ts keeps them.
 */
self.addEventListener('fetch', (event) => {
  if (isInputRequest(event.request, scope))
    return event.respondWith(answerInput(event.request, scope, self.clients));
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== scope.origin) return;
  if (mode === 'navigate' && (pathname === scope.pathname || url.startsWith(pageUrl))) {
    event.waitUntil(dropOldVersions(event));
    event.respondWith(kept(event.request, pageUrl));
  } else if (shell.getCacheKeyForURL(url) || pathname.startsWith(`${scope.pathname}assets/`)) {
    const response = kept(event.request, url);
    event.respondWith(event.request.destination === 'worker' ? response.then(underPolicy) : response);
  }
});

/** The kept file, of this version or, for a tab that is still open, of an earlier one; the network's if there is none. */
async function kept(request: Request, url: string): Promise<Response> {
  const cache = await caches.open(shellCache);
  return (await cache.match(shell.getCacheKeyForURL(url) ?? url)) ?? fetch(request);
}

/**
 * Gives a worker's script the policy of the page, whose meta element does not reach into workers: on a host that sends no
 * headers, and when a header was kept that an earlier version came with.
 */
async function underPolicy(script: Response): Promise<Response> {
  const html = await (await shell.matchPrecache(pageUrl))?.text();
  const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html ?? '')?.[1];
  if (policy === undefined) return script;
  const headers = new Headers(script.headers);
  headers.set('Content-Security-Policy', policy);
  return new Response(script.body, { status: script.status, statusText: script.statusText, headers });
}

/** Removes what this version does not have, unless a tab is open that may be of an earlier one. */
async function dropOldVersions(event: ExtendableEvent): Promise<void> {
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (open.length === 0) await shell.activate(event);
}

/**
 * Refuses to install when the site was replaced while it was being fetched: the page then names files of another
 * version. The browser tries again with the next visit.
 */
async function checkPage(): Promise<void> {
  const html = await (await shell.matchPrecache(pageUrl))!.text();
  const named = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, path]) => path!);
  if (named.every((path) => shell.getCacheKeyForURL(new URL(path, scope).href))) return;
  await (await caches.open(shellCache)).delete(shell.getCacheKeyForURL(pageUrl)!);
  throw new Error('index.html is of another version of the page');
}
