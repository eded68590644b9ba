// The one way in which the WASI host reports a failed call: throwing an Errno.
import { wasi } from '@bjorn3/browser_wasi_shim';

/**
 * A WASI errno on its way to the guest. It is not an Error on purpose: `go` makes thousands of look-ups that end in
 * ENOENT, and capturing a stack for each would cost more than the look-up.
 */
export class Errno {
  constructor(readonly code: number) {}
}

/**
 * Turns a host function that throws Errno into one that returns the errno, as WASI preview 1 wants it. A call that gives a
 * promise suspends the process where it can be suspended (see program.ts); nobody else makes such calls.
 */
export function returningErrno<A extends unknown[]>(
  call: (...args: A) => void | Promise<void>,
): (...args: A) => number | Promise<number> {
  return (...args) => {
    try {
      const suspended = call(...args);
      return suspended ? suspended.then(() => wasi.ERRNO_SUCCESS, codeOf) : wasi.ERRNO_SUCCESS;
    } catch (thrown) {
      return codeOf(thrown);
    }
  };
}

function codeOf(thrown: unknown): number {
  if (thrown instanceof Errno) return thrown.code;
  throw thrown;
}
