// Prints measurements as a table with bars.
import { formatDuration, formatSize } from '../src/words/numbers.ts';
import { judged, passes, type Measurement } from './measurement.ts';

const barWidth = 24;

/** The table, a line per measurement. A bar compares a value with the others of its unit. */
export function formatTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map((measurement) => [
    measurement.what,
    format(measurement, measurement.value),
    measurement.native === undefined ? '' : format(measurement, measurement.native),
    measurement.native === undefined ? '' : `${judged(measurement).toFixed(2)} x`,
    limitOf(measurement),
    measurement.limit === undefined ? '' : passes(measurement) ? 'pass' : 'MISS',
    bar(measurement, measurements),
  ]);
  const lines = [['', 'page', 'native', 'ratio', 'limit', '', ''], ...rows];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, i) => pad(cell, widths[i]!, i))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Text to the left, numbers to the right. */
function pad(cell: string, width: number, column: number): string {
  return column === 0 || column > 4 ? cell.padEnd(width) : cell.padStart(width);
}

function format({ unit }: Measurement, value: number): string {
  return unit === 'ms' ? formatDuration(value) : formatSize(value);
}

function limitOf(measurement: Measurement): string {
  const { limit, native, enough } = measurement;
  if (limit === undefined) return '';
  const alternative = enough === undefined ? '' : ` or ${format(measurement, enough)}`;
  return `${native === undefined ? format(measurement, limit) : `${limit} x`}${alternative}`;
}

function bar({ unit, value }: Measurement, all: readonly Measurement[]): string {
  const longest = Math.max(...all.filter((other) => other.unit === unit).map((other) => other.value));
  return '█'.repeat(Math.max(1, Math.round((value / longest) * barWidth)));
}
