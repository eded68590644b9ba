// A process of `npm run fuzz`: reads hostile files by their numbers, and writes down which one before it begins.
import { openSync, writeSync } from 'node:fs';
import { hostileFile } from '../src/binary/testing/hostile-binaries.ts';
import { readEverything } from '../src/binary/testing/read-everything.ts';

const [file = '', first = '0', end = '0', step = '1'] = process.argv.slice(2);
const descriptor = openSync(file, 'r+');
const place = Buffer.alloc(8);

for (let number = Number(first); number < Number(end); number += Number(step)) {
  place.writeBigInt64LE(BigInt(number));
  writeSync(descriptor, place, 0, 8, 0);
  const { what, bytes } = hostileFile(number);
  const unexpected = await readEverything(bytes);
  for (const error of unexpected)
    process.send?.({ number, what: `${what}: ${error instanceof Error ? error.stack : String(error)}` });
}
process.disconnect?.();
