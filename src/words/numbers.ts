// Writes sizes, times and counts for people.
import { m } from './compiled/numbers.js';

/** The language of the messages, by which numbers are written too (BCP 47). */
export const language = 'en-US';

const units = [m.unit_b, m.unit_kb, m.unit_mb, m.unit_gb];

// Making one takes long, and tables write thousands of numbers.
const whole = new Intl.NumberFormat(language);
const measure = new Intl.NumberFormat(language, { maximumSignificantDigits: 4 });
const withDigits = [0, 1, 2].map(
  (digits) =>
    new Intl.NumberFormat(language, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      useGrouping: false,
    }),
);

/** A whole number with its thousands apart: 1,234,567. */
export function formatCount(count: number | bigint): string {
  return whole.format(count);
}

/** A number of bytes with three significant digits in decimal units, as download dialogs count: 1.23 MB. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return m.unit_b({ value: bytes });
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return units[unit]!({ value: fixed(value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0) });
}

/** A number of bytes in full, with thin separators: 1,234,567 bytes. */
export function formatBytes(bytes: number): string {
  return m.bytes({ count: bytes });
}

/** A duration in milliseconds, in the unit that suits it: 850 ms, 2.41 s. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return m.milliseconds({ value: Math.round(milliseconds) });
  const seconds = milliseconds / 1000;
  return m.seconds({ value: fixed(seconds, seconds < 10 ? 2 : 1) });
}

/** A part of a whole: 66.7 %. */
export function formatPercent(part: number): string {
  return m.percent({ value: (100 * part).toFixed(1) });
}

/** A measured number with four significant digits, as few zeros as that takes: 0.4402, 12.5, 1,234,000. */
export function formatMeasure(value: number): string {
  return measure.format(value);
}

function fixed(value: number, digits: 0 | 1 | 2): string {
  return withDigits[digits]!.format(value);
}
