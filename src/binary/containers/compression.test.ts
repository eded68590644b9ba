// Tests unpacking of xz with its filter for machine code, of LZ4, and of damaged and cut input, against what the tools made.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../read/byte-reader.ts';
import { join } from '../testing/tiny-parts.ts';
import { Budget } from './budget.ts';
import { unpack, unzstd, type Decompressor } from './compression.ts';
import { unlz4 } from './lz4.ts';
import { unxz } from './xz.ts';

const from = (text: string) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));

/** Random calls and jumps of x86, by `xz --x86 --lzma2=preset=9`, and the SHA-256 of the code. */
const code = from(
  '/Td6WFoAAATm1rRGAgEEACEBHACHbtrl4AIuAaldAHQLm8/8rAQaSyn7IhUUQ/Cz0CUMaKEPttLNgWdioCvMFBEYLsXAAB5aeum8p14LU8M83UNPaOPSdlVyIUL+8347djohNc7TBgS/DS0lfl+SR6kF+nkOtCjxaE2ItiuXcAP7N5aNXWRxAYNxmK04xvWj/N6GYGi2qIunaIEAuIgqWJUVGTT2CNbQbkrDnwP8qIY6zu6mgRajLyJHKs1ZA5w9shu8++/Tbq0ow1RI1mGBBg3RqUS9ocFeh3zm8i00Sw54RtUxwXTeResiNn03diHnjLMCvATSb+gTK2TSJZ3bq3Ob3toIbb7rppcB3Llw3eWPhbw+PVJpRSuRa/NtuWmlrSGBSPmJpDdrvKnrRbgNLnvqTONoDtU50xO6APEwRPWafg2ne0ar26CvhfYOYdtO3DR8U3AIM+r5aLaFLiLupnioxBRQuMLk3uBZaTuvQK+tDJeNqq219VDu1GZFpCh4dB4zwW7GMnz+Jn4kj32rHR5hfVr2x4Ebd74CpZZ2kPth0CJNF8wPVqF1h/QVK2l/WpwZDAm7WgplJ0Kd5tFUxa3yg4Z4AAAAAAAAADcG9i81vhuXAAHFA68EAACFgNHXscRn+wIAAAAABFla',
);
const codeHash = 'f6e41e799707ee98d6477eab1b23902246cd96d9ceaa373df54a023621b5e86f';
/** 200 KB of one text over and over, by `xz --check=sha256 --lzma2=lc=1,lp=3,pb=4,dict=4096`. */
const repeated = from(
  '/Td6WFoAAArh+wyhAgAhAQAAAAA3J5fW4w0/AKXQADCbiycDecjoIL/xe//v/6kBFnSR3Jkd0P/xNJwm7c5FWbrSAn5DM5NgtivsZhk2u7LIg82N8Co6qfv3P331kDbvu4rJFRxEWJWa16/Zv5ehN7NUZ+nQm7CYFMQhH6wfeQSmQDQOl42xKoaybhIB/5ktKPvdXw8SNYhkRzaPNMRSL9TuSM4DMo9uWEPr4WwwmP5ziwqYkR7Y8SIzv5VwdVsW5l8AAAAAAACL2RmhNFYB626Q7vrUKWnSDxg0ggDC4jG025AEL93HeQAB2QHAmgwApix44bbp3xwCAAAAAApZWg==',
);
const repeatedSize = 200_000;

function all(decompress: Decompressor, bytes: Uint8Array) {
  return unpack(decompress, bytes, new Budget(1 << 20));
}

describe('xz', () => {
  it('undoes the filter for x86 code', async () => {
    const { bytes, problem } = await all(unxz, code);
    expect(problem).toBeUndefined();
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(codeHash);
  });

  it('takes any properties, a small dictionary and several streams', async () => {
    const { bytes, problem } = await all(unxz, join(repeated, new Uint8Array(8), repeated));
    expect(problem).toBeUndefined();
    expect(bytes.length).toBe(2 * repeatedSize);
    expect(new Set(bytes)).toEqual(new Set(bytesOf('anyport ')));
    expect(bytes.subarray(repeatedSize, repeatedSize + 8)).toEqual(bytesOf('anyport '));
  });

  it('gives what stands before a cut', async () => {
    const { bytes, problem } = await all(unxz, code.subarray(0, code.length - 150));
    expect(problem).toEqual({ code: 'cut' });
    expect(bytes.length).toBeGreaterThan(100);
  });

  it('never does worse than to say that it is damaged, whatever is changed', async () => {
    for (let at = 6; at < code.length; at++) {
      const changed = code.slice();
      changed[at]! ^= 0x55;
      const { problem } = await all(unxz, changed);
      expect(['cut', 'damaged', 'method', undefined]).toContain(problem?.code);
    }
  });
});

describe('LZ4', () => {
  // Five literals, then eleven bytes from three before; the last literals as the format wants them.
  const block = Uint8Array.of(0x57, ...bytesOf('hello'), 3, 0, 0x30, ...bytesOf('end'));
  const frame = join(Uint8Array.of(2, 0x21, 0x4c, 0x18, block.length, 0, 0, 0), block);

  it('copies literals and matches, which may overlap', async () => {
    expect(await all(unlz4, frame)).toEqual({ bytes: bytesOf('hellollollollollend') });
  });

  it('says what is cut or damaged', async () => {
    expect((await all(unlz4, frame.subarray(0, frame.length - 4))).problem).toEqual({ code: 'cut' });
    const wrong = frame.slice();
    wrong[14] = 200;
    expect((await all(unlz4, wrong)).problem?.code).toBe('damaged');
  });
});

it('zstd: a block that repeats one byte is counted before it is kept', async () => {
  // A frame with a window of 1 MiB whose 4,000 blocks are 128 KiB of zeros each (RFC 8878, 3.1.1.2).
  const block = Uint8Array.of(0x02, 0x00, 0x10, 0);
  const frame = join(
    Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, 0x50),
    ...Array.from({ length: 4000 }, () => block),
  );
  await expect(unpack(unzstd, frame, new Budget(frame.length))).rejects.toMatchObject({
    reason: { code: 'bomb' },
  });
});
