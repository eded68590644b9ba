// What the answer to "Will it run?" consists of: each part with the facts it rests on.
import type { Evidence, FactName } from '../program-facts.ts';
import type { Step } from './host-command.ts';
import type { HostTold } from './told.ts';

/** Something told of a program and a host, and the facts of the file that it rests on. */
export interface Finding {
  readonly told: HostTold;
  readonly basis: readonly FactName[];
}

/** Verdict is the answer to whether a program starts on a host. */
export interface Verdict {
  /** with: only with another program, or under a condition. */
  readonly outcome: 'yes' | 'with' | 'no';
  readonly answer: HostTold;
  /** The facts that the answer rests on. */
  readonly basis: readonly FactName[];
  /** All of them must hold. */
  readonly conditions: readonly Finding[];
  /** What else is good to know, whatever the answer. */
  readonly notes: readonly Finding[];
  /** What the user would see when he starts it all the same; undefined when it starts, or nothing is known. */
  readonly error: HostTold | undefined;
  /** The target to build instead, empty when this one is right. */
  readonly instead: string;
  /** How to start it. */
  readonly steps: readonly Step[];
  /** Where the file tells each fact: of the slice that is started, where there are several. */
  readonly evidence: Partial<Readonly<Record<FactName, readonly Evidence[]>>>;
}

/** A verdict without what goes with every program: notes and evidence. */
export type Judgement = Omit<Verdict, 'notes' | 'evidence'>;

/** no is the verdict for what does not start. */
export function no(
  answer: HostTold,
  basis: readonly FactName[],
  error?: HostTold,
  instead = '',
  steps: readonly Step[] = [],
): Judgement {
  return { outcome: 'no', answer, basis, conditions: [], error, instead, steps };
}
