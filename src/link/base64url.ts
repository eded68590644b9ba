// Base64 for addresses (RFC 4648, section 5), without padding.

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const valueOf = new Int8Array(128).fill(-1);
for (const [value, character] of [...alphabet].entries()) valueOf[character.charCodeAt(0)] = value;

/** Characters that are put together at a time. */
const slice = 8192;

/** The bytes as text. */
export function toBase64url(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  for (let at = 0, to = 0; at < bytes.length; at += 3) {
    const bits = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let shift = 18; shift >= 0 && to < codes.length; shift -= 6)
      codes[to++] = alphabet.charCodeAt((bits >> shift) & 63);
  }
  let text = '';
  for (let at = 0; at < codes.length; at += slice)
    text += String.fromCharCode(...codes.subarray(at, at + slice));
  return text;
}

/** The bytes of a text; undefined when it is not what toBase64url writes. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let count = 0;
  let to = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const value = code < 128 ? valueOf[code]! : -1;
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xfff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[to++] = (bits >> count) & 0xff;
  }
  // What is left over of the last character is zero.
  return (bits & ((1 << count) - 1)) === 0 ? bytes : undefined;
}
