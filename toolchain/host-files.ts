// Writes the site's policies in the words of common hosts, as files that `npm run build` puts beside the page.
import { policyHeader, policyOf } from './policy.ts';

/**
 * Names and contents of the files for a page and the frame of js/wasm programs: what each says is sent with every response,
 * those of workers included; the frame's document has a policy of its own.
 */
export function hostFiles(html: string, frame: string): Record<string, string> {
  const [page, framed] = [policyOf(html), policyOf(frame, 'program-frame.html')];
  return { _headers: headersFile(page, framed), ...nginx(page, framed), ...caddy(page, framed) };
}

const sniff = 'X-Content-Type-Options: nosniff';

/**
 * https://developers.cloudflare.com/pages/configuration/headers/, https://docs.netlify.com/manage/routing/headers/. Where
 * two rules match, a response has both values and is under both policies: so no rule for pages matches the frame.
 */
function headersFile(page: string, frame: string): string {
  const rule = (path: string, policy: string) => [path, `  ${policyHeader}: ${policy}`, `  ${sniff}`];
  const pages = ['/', '/index.html', '/assets/*', '/service-worker.js'];
  return [...pages.flatMap((path) => rule(path, page)), ...rule('/program-frame.html', frame), ''].join('\n');
}

/** https://nginx.org/en/docs/http/ngx_http_headers_module.html */
function nginx(page: string, frame: string): Record<string, string> {
  const lines = [
    '# For the server or location that serves the page: include /path/to/nginx-headers.conf;',
    '# A location with an add_header of its own inherits none, and needs the line again.',
    `set $anyport_policy "${page}";`,
    `if ($uri ~ "/program-frame\\.html$") { set $anyport_policy "${frame}"; }`,
    `add_header ${policyHeader} $anyport_policy always;`,
    'add_header X-Content-Type-Options "nosniff" always;',
    '',
  ];
  return { 'nginx-headers.conf': lines.join('\n') };
}

/** https://caddyserver.com/docs/caddyfile/directives/header */
function caddy(page: string, frame: string): Record<string, string> {
  const lines = [
    '# For the site that serves the page: import /path/to/caddy-headers.conf',
    '@anyport-frame path */program-frame.html /program-frame.html',
    '@anyport-page not path */program-frame.html /program-frame.html',
    `header @anyport-page ${policyHeader} "${page}"`,
    `header @anyport-frame ${policyHeader} "${frame}"`,
    'header X-Content-Type-Options "nosniff"',
    '',
  ];
  return { 'caddy-headers.conf': lines.join('\n') };
}
