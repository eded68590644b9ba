// The one error every reader throws on a malformed file.

/**
 * InspectError says that a file is not what its header promises. It names the field that was read, the byte
 * offset it was read at, and what the format requires there. It is the only error the readers of this folder
 * throw for bad input, whatever the bytes.
 */
export class InspectError extends Error {
  override readonly name = 'InspectError';
  readonly field: string;
  readonly offset: number;
  readonly expected: string;

  constructor(field: string, offset: number, expected: string) {
    super(`${field} at offset 0x${Math.max(0, offset).toString(16)}: expected ${expected}`);
    this.field = field;
    this.offset = offset;
    this.expected = expected;
  }
}
