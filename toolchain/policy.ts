// Holds the Content-Security-Policy of the page as data; its meta element, the header and the files for hosts derive from it.
import { createHash } from 'node:crypto';

/**
 * What the page may load and whom it may reach: its own site, and nobody else (https://www.w3.org/TR/CSP3/). It governs
 * fetch, XMLHttpRequest, WebSocket, beacons, images, frames, scripts, workers, forms; not where a link leads to.
 *
 * A page's policy does not reach into its workers: each worker is under the policy its own script came with.
 *
 * The site has one document, so this is one policy. A second document (a frame for foreign code, for example) makes this
 * a table by document: its own directives, its own inline scripts, its own rows in `hostFiles`, its own path in `serve`.
 */
const directives: Readonly<Record<string, readonly string[]>> = {
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
  'frame-src': ["'none'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
};

/** Name of the header, and of the meta element that stands for it. */
export const policyHeader = 'Content-Security-Policy';

/** A script with a text of its own; what stands in it must be hashed as the browser reads it. */
const inlineScript = /<script(?![^>]*\ssrc\s*=)[^>]*>([^]*?)<\/script>/gi;

/** The policy of a page, in one line, with the hashes of its inline scripts. Without a page: nothing inline may run. */
export function policyOf(html: string = ''): string {
  const scripts = [...html.matchAll(inlineScript)].map(([, text = '']) => hashOf(text));
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources, ...(name === 'script-src' ? scripts : [])].join(' '))
    .join('; ');
}

/**
 * A page with its policy as its second element: before anything that could load, and after the encoding.
 * @throws Error when the page does not begin its head with the encoding.
 */
export function withPolicy(html: string): string {
  const encoding = /<meta charset="[^"]+" ?\/?>/;
  if (!encoding.test(html)) throw new Error('the page has no <meta charset> to put its policy behind');
  const meta = `<meta http-equiv="${policyHeader}" content="${policyOf(html)}" />`;
  return html.replace(encoding, (found) => `${found}\n    ${meta}`);
}

function hashOf(script: string): string {
  const parsed = script.replace(/\r\n?/g, '\n'); // as HTML's parser does
  return `'sha256-${createHash('sha256').update(parsed).digest('base64')}'`;
}
