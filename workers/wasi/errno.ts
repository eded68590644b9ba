// The one way in which the WASI host reports a failed call: throwing an Errno.
import { wasi } from '@bjorn3/browser_wasi_shim';

/**
 * A WASI errno on its way to the guest. It is not an Error on purpose: `go` makes thousands of look-ups that end in
 * ENOENT, and capturing a stack for each would cost more than the look-up.
 */
export class Errno {
  constructor(readonly code: number) {}
}

/** Turns a host function that throws Errno into one that returns the errno, as WASI preview 1 wants it. */
export function returningErrno<A extends unknown[]>(call: (...args: A) => void): (...args: A) => number {
  return (...args) => {
    try {
      call(...args);
      return wasi.ERRNO_SUCCESS;
    } catch (thrown) {
      if (thrown instanceof Errno) return thrown.code;
      throw thrown;
    }
  };
}
