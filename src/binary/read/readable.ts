// What could be read of a file, or why it could not.
import type { Expectation } from './expectation.ts';
import { InspectError } from './inspect-error.ts';

/** Problem is an InspectError as plain values: which field, at which byte of the file, and what was expected. */
export interface Problem {
  readonly field: string;
  readonly offset: number;
  readonly expected: Expectation;
}

/** Readable is what was read, or why it could not be: a damaged file still shows all that is sound. */
export type Readable<T> = { readonly value: T } | { readonly problem: Problem };

/** attempt reads something and keeps an InspectError as a problem; other errors are bugs and go through. */
export function attempt<T>(read: () => T): Readable<T> {
  try {
    return { value: read() };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

/** attemptAsync is attempt for what takes time, such as hashes. */
export async function attemptAsync<T>(read: () => Promise<T>): Promise<Readable<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

/** problemOf turns an InspectError into plain values and throws any other error on. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof InspectError)) throw error;
  const { field, offset, expected } = error;
  return { field, offset, expected };
}
