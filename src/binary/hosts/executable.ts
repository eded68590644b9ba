// A binary as something to be started, and the machine to start it on.
import type { Kind } from '../binary-file.ts';
import type { GoSetting } from '../go/gobuildinfo.ts';
import type { DotNet, Evidence, FactName, Need, Packed } from '../program-facts.ts';

/** What is known of a code signature: unchecked when it cannot be read, or its hashes are unknown. */
export type SignatureState = 'absent' | 'intact' | 'broken' | 'unchecked';

/** Executable is a binary as something to be started on a host. */
export interface Executable {
  readonly name: string;
  /** The name of its format, such as ELF. */
  readonly format: string;
  /** GOOS, or the system's usual name in lower case; empty where the file does not tell. */
  readonly goos: string;
  /** GOARCH; the processor's name where Go has none; empty where the format has none. */
  readonly goarch: string;
  readonly variant: GoSetting | null;
  readonly kind: Kind;
  readonly interpreter: string;
  /** The oldest system, such as "macOS 13": as the headers declare it, and as its Go release needs it. Empty when not told. */
  readonly declared: string;
  readonly required: string;
  readonly needs: readonly Need[];
  /** Mach-O only; elsewhere absent. */
  readonly signature: SignatureState;
  /** The modules a WebAssembly module imports from. */
  readonly modules: readonly string[];
  /** PE: what it expects around it, such as GUI; else empty. */
  readonly subsystem: string;
  readonly dotNet: DotNet | undefined;
  readonly packed: Packed | undefined;
  /** The programs in a universal file, each for a processor. */
  readonly slices: readonly Executable[];
  /** Where each fact was read. */
  readonly evidence: Partial<Readonly<Record<FactName, readonly Evidence[]>>>;
}

/** Host is the machine to start it on. */
export interface Host {
  readonly goos: string;
  readonly goarch: string;
  /** Version of the system as in "13" or "10.0"; empty when not known. */
  readonly version: string;
  /** Level of the processor, see levelsOf; empty when not known. */
  readonly level: string;
  /** Linux: a row of distributions by its id; empty when not known. */
  readonly distribution: string;
}
