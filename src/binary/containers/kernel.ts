// Finds the compressed kernel in a bzImage of Linux, whose beginning is a program of its own.
// kernel.org/doc/html/latest/arch/x86/boot.html: setup_sects, payload_offset, payload_length
import { ByteReader } from '../read/byte-reader.ts';
import { storedMember, type Contents } from './contained-file.ts';

const sector = 512;

/** readKernel lists the payload, in whatever compression it has. Throws an InspectError when the image ends before it. */
export function readKernel(bytes: Uint8Array): Contents {
  const reader = new ByteReader(bytes, 'little');
  const isOld = reader.u16(0x206, 'version') < 0x208;
  const sectors = reader.u8(0x1f1, 'setup_sects') || 4;
  const start = (sectors + 1) * sector + (isOld ? 0 : reader.u32(0x248, 'payload_offset'));
  const size = isOld ? 0 : reader.u32(0x24c, 'payload_length');
  const payload = reader.range(start, size, 'payload');
  // Compressors that do not keep the size have it put behind what they made.
  const isGzip = payload[0] === 0x1f && payload[1] === 0x8b;
  return { members: [storedMember('vmlinux', isGzip ? payload : payload.subarray(0, -4))], skipped: [] };
}
