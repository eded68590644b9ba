// Holds the Content-Security-Policy of each document as data; their meta elements, the header and the files for hosts derive from it.
import { createHash } from 'node:crypto';

type Directives = Readonly<Record<string, readonly string[]>>;

/**
 * What the page may load and whom it may reach: its own site, and nobody else (https://www.w3.org/TR/CSP3/). It governs
 * fetch, XMLHttpRequest, WebSocket, beacons, images, frames, scripts, workers, forms; not where a link leads to.
 *
 * A page's policy does not reach into its workers: each worker is under the policy its own script came with.
 */
const page: Directives = {
  'default-src': ["'none'"],
  'connect-src': ["'self'"],
  // Compiling WebAssembly is allowed, eval is not; inline scripts run by their hashes, see `policyOf`.
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  // Monaco makes style elements at run time.
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'", 'data:', 'blob:'],
  'worker-src': ["'self'"],
  'manifest-src': ["'self'"],
  // The frame of js/wasm programs; a policy that is written before the site has a host can name it no closer.
  'frame-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
};

/**
 * The document in which js/wasm programs run, which anybody may have written: they reach nobody. `blob:` is for the
 * release's wasm_exec.js and the worker, which come through the frame's port; it makes nothing possible that a program of
 * syscall/js could not do without it.
 */
const programFrame: Directives = {
  'default-src': ["'none'"],
  'connect-src': ["'none'"],
  'script-src': ["'wasm-unsafe-eval'", 'blob:'],
  'worker-src': ['blob:'],
  'style-src': ["'unsafe-inline'"],
  'img-src': ['data:', 'blob:'],
  'font-src': ['data:'],
  'media-src': ['data:', 'blob:'],
  'frame-src': ["'none'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  webrtc: ["'block'"],
};

/** The documents of the site by file name, each with its directives. */
const documents: Readonly<Record<string, Directives>> = {
  'index.html': page,
  'program-frame.html': programFrame,
};

/** A document of the site. */
export type DocumentName = 'index.html' | 'program-frame.html';

/** Name of the header, and of the meta element that stands for it. */
export const policyHeader = 'Content-Security-Policy';

/** A script with a text of its own; what stands in it must be hashed as the browser reads it. */
const inlineScript = /<script(?![^>]*\ssrc\s*=)[^>]*>([^]*?)<\/script>/gi;

/** The policy of a document, in one line, with the hashes of its inline scripts. Without a text: nothing inline may run. */
export function policyOf(html: string = '', name: DocumentName = 'index.html'): string {
  const scripts = [...html.matchAll(inlineScript)].map(([, text = '']) => hashOf(text));
  return Object.entries(documents[name]!)
    .map(([name, sources]) => [name, ...sources, ...(name === 'script-src' ? scripts : [])].join(' '))
    .join('; ');
}

/**
 * A document with its policy as its second element: before anything that could load, and after the encoding.
 * @throws Error when the page does not begin its head with the encoding.
 */
export function withPolicy(html: string, name: DocumentName = 'index.html'): string {
  const encoding = /<meta charset="[^"]+" ?\/?>/;
  if (!encoding.test(html)) throw new Error('the page has no <meta charset> to put its policy behind');
  const meta = `<meta http-equiv="${policyHeader}" content="${policyOf(html, name)}" />`;
  return html.replace(encoding, (found) => `${found}\n    ${meta}`);
}

function hashOf(script: string): string {
  const parsed = script.replace(/\r\n?/g, '\n'); // as HTML's parser does
  return `'sha256-${createHash('sha256').update(parsed).digest('base64')}'`;
}
