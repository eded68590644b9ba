// Checks that the policy allows what it should and is told in the same words everywhere.
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { hostFiles } from './host-files.ts';
import { policyOf, withPolicy } from './policy.ts';

const inline = "\n  document.title = 'set';\n";
const page = `<head><meta charset="utf-8" /><script>${inline}</script><script type="module" src="./a.js"></script></head>`;
const hash = `'sha256-${createHash('sha256').update(inline).digest('base64')}'`;

it('lets no script run that is not the site’s own or known by its hash', () => {
  expect(policyOf(page)).toContain(`; script-src 'self' 'wasm-unsafe-eval' ${hash};`);
  expect(policyOf()).toContain(`; script-src 'self' 'wasm-unsafe-eval';`);
  expect(policyOf(page)).not.toContain("'unsafe-eval'");
});

it('names no host, and no scheme that leads to one', () => {
  const sources = policyOf(page)
    .split('; ')
    .flatMap((directive) => directive.split(' ').slice(1));
  const known = /^('none'|'self'|'wasm-unsafe-eval'|'unsafe-inline'|'sha256-[\w+/]{43}='|data:|blob:)$/;
  expect(sources.filter((source) => !known.test(source))).toEqual([]);
});

it('allows nothing by default', () => {
  expect(policyOf(page)).toMatch(/^default-src 'none'; connect-src 'self'; /);
});

it('hashes a script as the parser reads it: line ends are LF', () => {
  expect(policyOf(page.replaceAll('\n', '\r\n'))).toBe(policyOf(page));
});

it('stands in the page behind the encoding, before everything else', () => {
  expect(withPolicy(page)).toMatch(
    /^<head><meta charset="utf-8" \/>\s+<meta http-equiv="Content-Security-Policy" content="default-src [^"]+" \/><script>/,
  );
  expect(() => withPolicy('<head></head>')).toThrow('<meta charset>');
});

it('is told to each host word for word', () => {
  for (const [name, text] of Object.entries(hostFiles(page))) expect(text, name).toContain(policyOf(page));
});
