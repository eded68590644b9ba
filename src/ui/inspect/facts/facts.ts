// The facts of the summary: their names, values and remarks, from what was read.
import { formatBytes, formatSize } from '../../../words/numbers.ts';
import type { Check } from '../../../binary/go/buildid.ts';
import type { IdentityPart } from '../../../binary/document/identity.ts';
import type { SummaryPart } from '../../../binary/document/summary.ts';
import type { Readable } from '../../../binary/read/readable.ts';
import { formatHex } from '../bytes/values.ts';

/** Fact is a line of the summary. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
  readonly state?: 'good' | 'bad';
  readonly isCode?: boolean;
}

/** A group of facts as text. */
export function factsText(title: string, facts: readonly Fact[]): string {
  const lines = facts.map(({ name, value, note }) => `${name}: ${value}${note ? ` (${note})` : ''}`);
  return [title, ...lines].join('\n') + '\n';
}

/** A fact from a part that was read, or from the reason why it could not be. */
function fact<T>(name: string, part: Readable<T>, write: (value: T) => Omit<Fact, 'name'> | string): Fact {
  if ('problem' in part) {
    const { field, offset, expected } = part.problem;
    const note = `${field} at offset ${formatHex(Math.max(0, offset))}: expected ${expected}`;
    return { name, value: 'cannot be read', note, state: 'bad' };
  }
  const written = write(part.value);
  return typeof written === 'string' ? { name, value: written } : { name, ...written };
}

/** What the file is. */
export function formatFacts(size: number, summary: SummaryPart): Fact[] {
  const { class: width, byteOrder, machine, abi, kind, entry } = summary;
  return [
    { name: 'Size', value: formatSize(size), note: formatBytes(size) },
    { name: 'Format', value: summary.format },
    fact('Class', width, (bits) => `${bits}-bit`),
    { name: 'Byte order', value: byteOrder === 'little' ? 'little-endian' : 'big-endian' },
    fact('Machine', machine, String),
    fact('Kind', kind, String),
    fact('OS/ABI', abi, (name) => name || 'not told by this format'),
    fact('Entry', entry, (address) =>
      address === null ? 'none' : { value: formatHex(address), isCode: true },
    ),
  ];
}

/** What it was built for. */
export function targetFacts({ target, goVersion, minimumOs }: SummaryPart): Fact[] {
  return [
    fact('Target', target, ({ goos, goarch }) =>
      goos && goarch
        ? { value: `${goos}/${goarch}`, isCode: true }
        : { value: goarch || goos || 'unknown', note: 'the file does not tell all of it' },
    ),
    fact('Variant', target, ({ variant }) =>
      variant
        ? { value: `${variant.key}=${variant.value}`, note: 'from the build information', isCode: true }
        : 'not recorded',
    ),
    fact('Go version', goVersion, (version) => version || 'not a Go program, or removed'),
    fact('Minimum OS, as declared', minimumOs.declared, (system) => system || 'not declared'),
    fact('Minimum OS, as the Go release requires', minimumOs.required, (system) => system || 'not known'),
  ];
}

/** What else is needed to start it. */
export function linkageFacts({ isDynamic, interpreter, libraries, isStripped, dwarf }: SummaryPart): Fact[] {
  return [
    fact('Linking', isDynamic, (dynamic) => (dynamic ? 'dynamically linked' : 'statically linked')),
    fact('Interpreter', interpreter, (path) => (path ? { value: path, isCode: true } : 'none')),
    fact('Libraries', libraries, (names) => names.join(', ') || 'none'),
    fact('Symbols', isStripped, (stripped) => (stripped ? 'stripped' : 'not stripped')),
    fact('DWARF', dwarf, (found) => {
      if (!found) return 'none';
      const version = found.version ? `version ${found.version}` : 'version unknown';
      const how = found.isCompressed ? 'compressed' : 'not compressed';
      return {
        value: `${version}, ${formatSize(found.size)}`,
        note: `${how}, ${found.sections.length} sections`,
      };
    }),
  ];
}

/** How it is hardened. */
export function protectionFacts({ protections }: SummaryPart): Fact[] {
  if ('problem' in protections) return [fact('Hardening', protections, () => '')];
  return protections.value.map(({ name, state, evidence }) => ({
    name,
    value: state,
    note: evidence,
    ...(state === 'on' && { state: 'good' }),
  }));
}

/** Which file it is, and whether it was changed since it was linked. */
export function identityFacts(identity: IdentityPart): Fact[] {
  const { goBuildId, contentCheck, hostBuildId, hostCheck, signature } = identity;
  const id = 'value' in goBuildId ? goBuildId.value : null;
  const facts: Fact[] = [{ name: 'SHA-256', value: identity.sha256, isCode: true }];
  if (!id) facts.push(fact('Go build ID', goBuildId, () => 'none of four parts'));
  else
    facts.push(
      { name: 'Build ID: link action', value: id.linkActionId, note: 'all inputs of the link', isCode: true },
      {
        name: 'Build ID: main action',
        value: id.mainActionId,
        note: 'all inputs of package main',
        isCode: true,
      },
      {
        name: 'Build ID: main content',
        value: id.mainContentId,
        note: 'compiled package main',
        isCode: true,
      },
      { name: 'Build ID: content', value: id.contentId, note: 'this file', isCode: true },
    );
  if (id) facts.push(fact('Self-check', contentCheck, (check) => checkText(check, contentSays)));
  const host = 'value' in hostBuildId ? hostBuildId.value : null;
  if (host) {
    facts.push({ name: host.kind, value: host.value, isCode: true });
    if (id) facts.push(fact(`${host.kind} check`, hostCheck, (check) => checkText(check, hostSays)));
  }
  if ('problem' in signature || signature.value) facts.push(signatureFact(signature));
  return facts;
}

const contentSays = {
  matches: 'the bytes are as the Go linker wrote them',
  differs: 'changed since it was linked: stripped, packed, signed or damaged',
};

const hostSays = {
  matches: 'it is the one Go derives from the build ID',
  differs: 'it is not the one Go derives from the build ID',
};

function checkText(check: Check, says: typeof contentSays): Omit<Fact, 'name'> {
  if (check.result === 'absent') return { value: 'nothing to check' };
  if (check.result === 'matches') return { value: 'passes', note: says.matches, state: 'good' };
  return { value: 'fails', note: `${says.differs}; the bytes give ${check.computed}`, state: 'bad' };
}

function signatureFact(signature: IdentityPart['signature']): Fact {
  return fact('Code signature', signature, (found) => {
    if (!found) return 'none';
    const { isAdHoc, isLinkerSigned, pages, changedPages, identifier } = found;
    const kind = [isAdHoc ? 'ad hoc' : 'signed', isLinkerSigned ? 'by the linker' : '']
      .filter(Boolean)
      .join(', ');
    const [first] = changedPages;
    if (first === undefined)
      return { value: `${kind}, all ${pages} pages match`, note: `identifier ${identifier}`, state: 'good' };
    const note = `${changedPages.length} of ${pages} pages differ, the first is number ${first}`;
    return { value: `${kind}, broken`, note, state: 'bad' };
  });
}
