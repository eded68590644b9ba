// Writes the page's policy in the words of common hosts, as files that `npm run build` puts beside the page.
import { policyHeader, policyOf } from './policy.ts';

/** Names and contents of the files for a page: what each says is sent with every response, those of workers included. */
export function hostFiles(html: string): Record<string, string> {
  const headers = [
    [policyHeader, policyOf(html)],
    ['X-Content-Type-Options', 'nosniff'],
  ] as const;
  return {
    // https://developers.cloudflare.com/pages/configuration/headers/, https://docs.netlify.com/manage/routing/headers/
    _headers: ['/*', ...headers.map(([name, value]) => `  ${name}: ${value}`), ''].join('\n'),
    // https://nginx.org/en/docs/http/ngx_http_headers_module.html
    'nginx-headers.conf': [
      '# For the server or location that serves the page: include /path/to/nginx-headers.conf;',
      '# A location with an add_header of its own inherits none, and needs the line again.',
      ...headers.map(([name, value]) => `add_header ${name} "${value}" always;`),
      '',
    ].join('\n'),
    // https://caddyserver.com/docs/caddyfile/directives/header
    'caddy-headers.conf': [
      '# For the site that serves the page: import /path/to/caddy-headers.conf',
      'header {',
      ...headers.map(([name, value]) => `\t${name} "${value}"`),
      '}',
      '',
    ].join('\n'),
  };
}
