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

it('is told to each host word for word, and so is that of the frame of programs', () => {
  const frame = '<head><meta charset="utf-8" /></head><body><script>run()</script></body>';
  for (const [name, text] of Object.entries(hostFiles(page, frame))) {
    expect(text, name).toContain(policyOf(page));
    expect(text, name).toContain(policyOf(frame, 'program-frame.html'));
  }
});

it('is on no host the policy of the frame as well: both together would let nothing run', () => {
  const { _headers: rules = '' } = hostFiles(page, '');
  const paths = rules.split('\n').filter((line) => line.startsWith('/'));
  expect(paths.filter((path) => /^\/(\*|program-frame)/.test(path))).toEqual(['/program-frame.html']);
});

it('lets the frame of programs reach nobody', () => {
  const policy = policyOf('', 'program-frame.html');
  expect(policy).toMatch(/^default-src 'none'; connect-src 'none'; /);
  expect(policy).not.toContain("'self'");
  expect(policy).toContain("webrtc 'block'");
});
