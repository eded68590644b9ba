// Writes values of headers for people, and bytes for programs.
import { visibleText } from '../../../words/visible-text.ts';

/** A field's value: numbers in decimal and hexadecimal, texts quoted. */
export function formatValue(value: number | bigint | string): string {
  if (typeof value === 'string') return quoted(value);
  return value < 10 ? String(value) : `${value} (${formatHex(value)})`;
}

/** JSON leaves DEL as it is, which begins every ELF file and shows as nothing, and what turns the order of reading. */
function quoted(text: string): string {
  return visibleText(JSON.stringify(text).replaceAll('\u007f', '\\u007f'));
}

/** A number as 0x and hexadecimal digits. */
export function formatHex(value: number | bigint): string {
  return `0x${value.toString(16)}`;
}

/** A byte as two hexadecimal digits. */
export function formatByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** Ways to copy bytes. */
export type BytesFormat = 'hex' | 'C' | 'Go';

/** Bytes as digits, as a C array or as a Go slice, sixteen to a line. */
export function formatBytesAs(format: BytesFormat, bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const line = Array.from(bytes.subarray(at, at + 16), formatByte);
    lines.push(format === 'hex' ? line.join(' ') : `\t${line.map((byte) => `0x${byte}`).join(', ')},`);
  }
  const body = lines.join('\n');
  if (format === 'C') return `unsigned char bytes[${bytes.length}] = {\n${body}\n};\n`;
  return format === 'Go' ? `[]byte{\n${body}\n}\n` : body;
}
