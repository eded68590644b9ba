// The one error every reader throws on a malformed file.
import type { Expectation } from './expectation.ts';

/**
 * InspectError says that a file is not what its header promises. It names the field that was read, the byte
 * offset it was read at, and what the format requires there; its message is for developers. It is the only error the readers of this folder
 * throw for bad input, whatever the bytes.
 */
export class InspectError extends Error {
  override readonly name = 'InspectError';
  readonly field: string;
  readonly offset: number;
  readonly expected: Expectation;

  constructor(field: string, offset: number, expected: Expectation) {
    const what = Object.values(expected).join(' ');
    super(`${field} at offset 0x${Math.max(0, offset).toString(16)}: expected ${what}`);
    this.field = field;
    this.offset = offset;
    this.expected = expected;
  }
}
