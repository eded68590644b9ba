// The part of the inspector's document on starting: all that "Will it run?" is computed from, and where it stands.
import type { BinaryFile } from '../binary-file.ts';
import { targetOf } from '../go/binary-target.ts';
import { goVersionOf } from '../go/gobuildinfo.ts';
import type { Executable, SignatureState } from '../hosts/executable.ts';
import { requiredSystem } from '../hosts/minimum-system.ts';
import { UniversalFile } from '../formats/universal/file.ts';
import type { Evidence, FactName } from '../program-facts.ts';
import { attempt, attemptAsync } from '../read/readable.ts';

/** ProgramPart is a binary as something to be started; what cannot be read of it is as if the file did not tell it. */
export type ProgramPart = Executable;

const factNames: readonly FactName[] = [
  'format',
  'machine',
  'system',
  'kind',
  'interpreter',
  'needs',
  'minimum',
  'signature',
  'subsystem',
  'imports',
  'runtime',
  'packed',
  'variant',
  'release',
];

/** programOf reads a binary as a program of a name, with the programs in it when it is universal. Never rejects. */
export async function programOf(name: string, file: BinaryFile): Promise<ProgramPart> {
  const program = await single(name, file, (fact) => file.evidence(fact));
  if (!(file instanceof UniversalFile)) return program;
  const slices = orElse(() => file.slices(), []);
  return {
    ...program,
    slices: await Promise.all(
      slices.map((slice) => single(name, slice, (fact) => file.sliceEvidence(slice, fact))),
    ),
  };
}

async function single(
  name: string,
  file: BinaryFile,
  evidence: (fact: FactName) => readonly Evidence[],
): Promise<ProgramPart> {
  const goVersion = orElse(() => goVersionOf(file), '');
  const machine = orElse(() => file.machine, { name: '' });
  const target = orElse(() => targetOf(file), { goos: file.os, goarch: '', variant: undefined });
  return {
    name,
    format: file.format,
    goos: target.goos,
    goarch: target.goarch || machine.name,
    variant: target.variant ?? null,
    kind: orElse(() => file.kind, 'other'),
    interpreter: orElse(() => file.interpreter(), ''),
    declared: orElse(() => file.minimumOs(), ''),
    required: goVersion === '' ? '' : requiredSystem(target.goos, goVersion),
    needs: orElse(() => file.needs(), []),
    signature: await signatureOf(file),
    modules: file.format === 'WebAssembly' ? orElse(() => file.libraries(), []) : [],
    subsystem: orElse(() => file.subsystem(), ''),
    dotNet: orElse(() => file.dotNet(), undefined),
    packed: orElse(() => file.packed(), undefined),
    slices: [],
    evidence: Object.fromEntries(
      factNames.flatMap((fact) => {
        const found = orElse(() => [...ownEvidence(file, fact, goVersion), ...evidence(fact)], []);
        return found.length === 0 ? [] : [[fact, found]];
      }),
    ),
  };
}

function orElse<T>(read: () => T, other: T): T {
  const found = attempt(read);
  return 'value' in found ? found.value : other;
}

async function signatureOf(file: BinaryFile): Promise<SignatureState> {
  const found = await attemptAsync(() => file.checkCodeSignature());
  if ('problem' in found) return 'unchecked';
  if (found.value === undefined) return 'absent';
  return found.value.changedPages.length > 0 ? 'broken' : 'intact';
}

/** What Go's build information tells counts before the headers, so it comes first; a packer has a mark of its own. */
function ownEvidence(file: BinaryFile, fact: FactName, goVersion: string): Evidence[] {
  const packed = fact === 'packed' ? file.packed() : undefined;
  if (packed) return [packed.evidence];
  if (goVersion === '' || !['release', 'variant', 'system'].includes(fact)) return [];
  const range = file.buildInfoRange();
  const bytes = range && file.bytesAt(range.address);
  if (!range || !bytes) return [];
  const offset = bytes.byteOffset - file.bytes.byteOffset;
  const size = Number(range.size < BigInt(bytes.length) ? range.size : bytes.length);
  return [{ field: '.go.buildinfo', value: goVersion, offset, size, isField: false }];
}
