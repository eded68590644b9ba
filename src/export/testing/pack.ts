// Writes an archive of fixed files, in the time zone it is started in: pack.ts FORMAT FILE.
import { writeFileSync } from 'node:fs';
import { packFiles, type ArchiveFormat } from '../archive.ts';

const [format = 'zip', output = ''] = process.argv.slice(2);
const binary = new Uint8Array(3_000_000).map((_, index) => (index * index) % 251);
const files = [
  { name: 'hello_linux_amd64', isExecutable: true, content: new Blob([binary]) },
  { name: 'empty', isExecutable: false, content: new Blob([]) },
  { name: 'SHA256SUMS', isExecutable: false, content: new Blob([`${'a'.repeat(64)}  hello_linux_amd64\n`]) },
];
const archive = await packFiles(format as ArchiveFormat, files, new Date('2026-08-04T20:13:30Z'));
writeFileSync(output, new Uint8Array(await archive.arrayBuffer()));
