// Makes archives and packages of every kind for tests, by their specifications.
import { bytesOf } from '../../read/byte-reader.ts';
import { join, place } from '../../testing/tiny-parts.ts';

export const tarEnd = new Uint8Array(1024);

/** An entry of ustar; its size in octal digits, in base 256, or left to a header before it. */
export function tarEntry(
  name: string,
  bytes: Uint8Array,
  type = '0',
  size: 'octal' | 'base 256' | 'none' = 'octal',
): Uint8Array {
  const digits = {
    octal: bytesOf(`${bytes.length.toString(8).padStart(11, '0')}\0`),
    'base 256': Uint8Array.of(0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, bytes.length >> 8, bytes.length & 0xff),
    none: bytesOf('00000000000\0'),
  };
  return withBody(
    summed([
      [0, bytesOf(name)],
      [124, digits[size]],
      [156, bytesOf(type)],
      [257, bytesOf('ustar\x0000')],
    ]),
    bytes,
  );
}

/** An entry as the seventh edition of Unix had it: without a mark. */
export function v7Entry(name: string, bytes: Uint8Array): Uint8Array {
  return withBody(
    summed([
      [0, bytesOf(name)],
      [124, bytesOf(`${bytes.length.toString(8).padStart(11, ' ')} `)],
    ]),
    bytes,
  );
}

function summed(fields: readonly (readonly [number, Uint8Array])[]): Uint8Array {
  const header = place([...fields, [148, bytesOf('        ')], [512, new Uint8Array()]]);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.set(bytesOf(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return header;
}

function withBody(header: Uint8Array, bytes: Uint8Array): Uint8Array {
  return place([
    [0, header],
    [512, bytes],
    [512 + Math.ceil(bytes.length / 512) * 512, new Uint8Array()],
  ]);
}

/** A plain file of cpio's new format. */
export function cpioEntry(name: string, bytes: Uint8Array): Uint8Array {
  const hex = (value: number) => value.toString(16).padStart(8, '0');
  const numbers = [1, 0o100755, 0, 0, 1, 0, bytes.length, 0, 0, 0, 0, name.length + 1, 0];
  const start = 110 + name.length + 1;
  const body = Math.ceil(start / 4) * 4;
  return place([
    [0, bytesOf(`070701${numbers.map(hex).join('')}${name}\0`)],
    [body, bytes],
    [Math.ceil((body + bytes.length) / 4) * 4, new Uint8Array()],
  ]);
}

/** A Debian package with its members. */
export function debOf(members: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const all = Object.entries({ 'debian-binary': bytesOf('2.0\n'), ...members });
  const parts = all.flatMap(([name, bytes]) => [
    bytesOf(`${name.padEnd(16)}0           0     0     100644  ${String(bytes.length).padEnd(10)}\`\n`),
    bytes,
    new Uint8Array(bytes.length & 1).fill(10),
  ]);
  return join(bytesOf('!<arch>\n'), ...parts);
}

/** An RPM package around a payload; its headers are empty. */
export function rpmOf(payload: Uint8Array): Uint8Array {
  const header = Uint8Array.of(0x8e, 0xad, 0xe8, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  const signature = place([
    [0, Uint8Array.of(0x8e, 0xad, 0xe8, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4)],
    [40, new Uint8Array()],
  ]);
  return join(
    place([
      [0, bytesOf('\xed\xab\xee\xdb\x03')],
      [96, new Uint8Array()],
    ]),
    signature,
    header,
    payload,
  );
}
