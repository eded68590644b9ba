// The facts of the summary: their names, values and remarks, from what was read.
import { problemSentence } from '../../../words/expectation.ts';
import { m } from '../../../words/compiled/inspect.js';
import { formatBytes, formatSize } from '../../../words/numbers.ts';
import type { Check } from '../../../binary/go/buildid.ts';
import type { IdentityPart } from '../../../binary/document/identity.ts';
import type { ProgramPart } from '../../../binary/document/program.ts';
import type { SignatureState } from '../../../binary/hosts/executable.ts';
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

/** The value of a fact with its remark. */
export function factText({ value, note }: Pick<Fact, 'value' | 'note'>): string {
  return note ? m.fact_with_note({ value, note }) : value;
}

/** A group of facts as text. */
export function factsText(title: string, facts: readonly Fact[]): string {
  const lines = facts.map(({ name, value, note }) =>
    m.named_value({ name, value: factText({ value, ...(note && { note }) }) }),
  );
  return [title, ...lines].join('\n') + '\n';
}

/** A fact from a part that was read, or from the reason why it could not be. */
function fact<T>(name: string, part: Readable<T>, write: (value: T) => Omit<Fact, 'name'> | string): Fact {
  if ('problem' in part) {
    return { name, value: m.cannot_be_read(), note: problemSentence(part.problem), state: 'bad' };
  }
  const written = write(part.value);
  return typeof written === 'string' ? { name, value: written } : { name, ...written };
}

/** What the file is. */
export function formatFacts(size: number, summary: SummaryPart): Fact[] {
  const { class: width, byteOrder, machine, abi, kind, entry } = summary;
  return [
    { name: m.size(), value: formatSize(size), note: formatBytes(size) },
    { name: m.format(), value: summary.format },
    fact(m.width(), width, (bits) => m.bits({ bits })),
    { name: m.byte_order(), value: byteOrder === 'little' ? m.little_endian() : m.big_endian() },
    fact(m.machine(), machine, String),
    fact(m.kind(), kind, String),
    fact(m.os_abi(), abi, (name) => name || m.not_told()),
    fact(m.entry(), entry, (address) =>
      address === null ? m.none() : { value: formatHex(address), isCode: true },
    ),
  ];
}

/** What it was built for. */
export function targetFacts({ target, goVersion, minimumOs }: SummaryPart): Fact[] {
  // What is not of Go has no release of Go.
  const isGo = 'problem' in goVersion || goVersion.value !== '';
  return [
    fact(m.target(), target, ({ goos, goarch }) =>
      goos && goarch
        ? { value: `${goos}/${goarch}`, isCode: true }
        : { value: goarch || goos || m.unknown(), note: m.not_all_told() },
    ),
    fact(m.variant(), target, ({ variant }) =>
      variant
        ? { value: `${variant.key}=${variant.value}`, note: m.from_build_information(), isCode: true }
        : m.not_recorded(),
    ),
    fact(m.go_version(), goVersion, (version) => version || m.not_go()),
    fact(m.minimum_declared(), minimumOs.declared, (system) => system || m.not_declared()),
    ...(isGo ? [fact(m.minimum_required(), minimumOs.required, (system) => system || m.not_known())] : []),
  ];
}

/** What else is needed to start it. */
export function linkageFacts({ isDynamic, interpreter, libraries, isStripped, dwarf }: SummaryPart): Fact[] {
  return [
    fact(m.linking(), isDynamic, (dynamic) => (dynamic ? m.linked_dynamically() : m.linked_statically())),
    fact(m.interpreter(), interpreter, (path) => (path ? { value: path, isCode: true } : m.none())),
    fact(m.libraries(), libraries, (names) => names.join(', ') || m.none()),
    fact(m.panel_symbols(), isStripped, (stripped) => (stripped ? m.is_stripped() : m.not_stripped())),
    fact(m.dwarf(), dwarf, (found) => {
      if (!found) return m.none();
      const size = formatSize(found.size);
      const count = found.sections.length;
      return {
        value: found.version
          ? m.dwarf_version({ version: found.version, size })
          : m.dwarf_version_unknown({ size }),
        note: found.isCompressed ? m.dwarf_compressed({ count }) : m.dwarf_not_compressed({ count }),
      };
    }),
  ];
}

const states = { on: m.on, off: m.off, absent: m.does_not_apply };

const subsystems: ReadonlyMap<string, () => string> = new Map([
  ['GUI', m.subsystem_gui],
  ['console', m.subsystem_console],
  ['native', m.subsystem_native],
  ['EFI application', m.subsystem_efi],
  ['EFI boot service driver', m.subsystem_efi],
  ['EFI runtime driver', m.subsystem_efi],
]);

/** What starting it means, in formats that tell: its subsystem, its runtime, what it was packed with. */
export function startFacts({ subsystem, dotNet, packed }: ProgramPart): Fact[] {
  const facts: Fact[] = [];
  const meaning = subsystems.get(subsystem)?.();
  if (subsystem) facts.push({ name: m.subsystem(), value: subsystem, ...(meaning && { note: meaning }) });
  if (dotNet)
    facts.push({
      name: m.dot_net(),
      value: dotNet.version,
      note: dotNet.isAnyProcessor ? m.any_processor() : m.own_processor(),
    });
  if (packed) {
    const { packer, originalSize } = packed;
    const size = originalSize === undefined ? m.unknown() : formatSize(originalSize);
    facts.push({ name: m.packed(), value: packer, note: m.packed_note({ size }) });
  }
  return facts;
}

const signatures: Readonly<Record<SignatureState, () => string>> = {
  absent: m.none,
  intact: m.signature_intact,
  broken: m.signature_changed,
  unchecked: m.cannot_be_read,
};

/** The programs of a universal file, each with what differs between them. */
export function sliceFacts({ slices }: ProgramPart): { readonly title: string; readonly facts: Fact[] }[] {
  return slices.map(({ goarch, kind, declared, signature }) => ({
    title: m.slice({ machine: goarch }),
    facts: [
      { name: m.kind(), value: kind },
      { name: m.minimum_declared(), value: declared || m.not_declared() },
      {
        name: m.code_signature(),
        value: signatures[signature](),
        ...(signature === 'intact' && { state: 'good' }),
        ...(signature === 'broken' && { state: 'bad' }),
      },
    ],
  }));
}

/** How it is hardened. */
export function protectionFacts({ protections }: SummaryPart): Fact[] {
  if ('problem' in protections) return [fact(m.hardening(), protections, () => '')];
  return protections.value.map(({ name, state, evidence }) => ({
    name,
    value: states[state](),
    note: evidence,
    ...(state === 'on' && { state: 'good' }),
  }));
}

/** Which file it is, and whether it was changed since it was linked. */
export function identityFacts(identity: IdentityPart): Fact[] {
  const { goBuildId, contentCheck, hostBuildId, hostCheck, signature } = identity;
  const id = 'value' in goBuildId ? goBuildId.value : null;
  const facts: Fact[] = [{ name: m.sha256(), value: identity.sha256, isCode: true }];
  if (!id) facts.push(fact(m.go_build_id(), goBuildId, () => m.not_four_parts()));
  else
    facts.push(
      { name: m.id_link_action(), value: id.linkActionId, note: m.id_link_action_note(), isCode: true },
      {
        name: m.id_main_action(),
        value: id.mainActionId,
        note: m.id_main_action_note(),
        isCode: true,
      },
      {
        name: m.id_main_content(),
        value: id.mainContentId,
        note: m.id_main_content_note(),
        isCode: true,
      },
      { name: m.id_content(), value: id.contentId, note: m.id_content_note(), isCode: true },
    );
  if (id) facts.push(fact(m.self_check(), contentCheck, (check) => checkText(check, contentSays)));
  const host = 'value' in hostBuildId ? hostBuildId.value : null;
  if (host) {
    facts.push({ name: host.kind, value: host.value, isCode: true });
    if (id)
      facts.push(fact(m.host_check({ kind: host.kind }), hostCheck, (check) => checkText(check, hostSays)));
  }
  if ('problem' in signature || signature.value) facts.push(signatureFact(signature));
  return facts;
}

const contentSays = {
  matches: m.content_matches,
  differs: m.content_differs,
};

const hostSays = {
  matches: m.host_matches,
  differs: m.host_differs,
};

function checkText(check: Check, says: typeof contentSays): Omit<Fact, 'name'> {
  if (check.result === 'absent') return { value: m.nothing_to_check() };
  if (check.result === 'matches') return { value: m.passes(), note: says.matches(), state: 'good' };
  return {
    value: m.fails(),
    note: m.bytes_give({ what: says.differs(), computed: check.computed }),
    state: 'bad',
  };
}

function signatureFact(signature: IdentityPart['signature']): Fact {
  return fact(m.code_signature(), signature, (found) => {
    if (!found) return m.none();
    const { isAdHoc, isLinkerSigned, pages, changedPages, identifier, hashes } = found;
    const signer = isAdHoc ? m.signed_ad_hoc() : m.signed();
    const kind = isLinkerSigned ? m.signed_by_linker({ kind: signer }) : signer;
    const [first] = changedPages;
    if (first === undefined)
      return {
        value: m.pages_match({ kind, count: pages }),
        note: m.signature_note({ name: identifier, hashes: hashes.join(', ') }),
        state: 'good',
      };
    const note = m.pages_differ({ changed: changedPages.length, count: pages, first });
    return { value: m.signature_broken({ kind }), note, state: 'bad' };
  });
}
