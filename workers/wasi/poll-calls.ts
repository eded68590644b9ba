// Time: the clocks, and poll_oneoff, with which Go sleeps.
import { wasi } from '@bjorn3/browser_wasi_shim';
import type { DescriptorTable } from './fd-calls.ts';
import { Errno } from './errno.ts';
import type { GuestMemory } from './memory.ts';

const subscriptionSize = 48;
const eventSize = 32;

/** Nanoseconds of a clock. Browsers round performance.now() to 5 µs or more. */
function clock(id: number): bigint {
  if (id === wasi.CLOCKID_REALTIME)
    return BigInt(Math.round((performance.timeOrigin + performance.now()) * 1e3)) * 1000n;
  if (id === wasi.CLOCKID_MONOTONIC) return BigInt(Math.round(performance.now() * 1e6));
  throw new Errno(wasi.ERRNO_INVAL);
}

/**
 * Blocks the worker. Atomics.wait needs shared memory; a shared WebAssembly.Memory can be had where the SharedArrayBuffer
 * constructor is hidden (it just may not be posted), so no isolation headers are needed. Where even that is refused,
 * waiting burns the core.
 */
export const sleep: (milliseconds: number) => void = (() => {
  try {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    const cell = new Int32Array(memory.buffer);
    Atomics.wait(cell, 0, 0, 0);
    return (milliseconds: number) => void Atomics.wait(cell, 0, 0, milliseconds);
  } catch {
    return (milliseconds: number) => {
      const end = performance.now() + milliseconds;
      while (performance.now() < end);
    };
  }
})();

interface Subscription {
  userdata: bigint;
  type: number;
  /** For a clock: nanoseconds until it fires. */
  delay: bigint;
  errno: number;
}

/** The clock and poll imports, throwing Errno. */
export function pollCalls(memory: GuestMemory, table: DescriptorTable) {
  return {
    clock_res_get(id: number, pointer: number): void {
      clock(id);
      memory.setUint64(pointer, 1000n);
    },
    clock_time_get: (id: number, _precision: bigint, pointer: number): void =>
      memory.setUint64(pointer, clock(id)),
    /**
     * Descriptors never block here, so each is ready at once; only when clocks alone are waited for does the process
     * sleep, until the first one fires. Go throws on any errno but EINTR (src/runtime/netpoll_wasip1.go).
     */
    poll_oneoff(input: number, output: number, count: number, resultPointer: number): void {
      if (count === 0) throw new Errno(wasi.ERRNO_INVAL);
      const all = Array.from({ length: count }, (_, i) =>
        subscription(memory, table, (input >>> 0) + subscriptionSize * i),
      );
      let ready = all.filter(({ type }) => type !== wasi.EVENTTYPE_CLOCK);
      if (ready.length === 0) {
        const delay = all.reduce((least, one) => (one.delay < least ? one.delay : least), all[0]!.delay);
        if (delay > 0n) sleep(Number(delay) / 1e6);
        ready = all.filter((one) => one.delay <= delay);
      }
      ready.forEach((one, i) => writeEvent(memory, (output >>> 0) + eventSize * i, one));
      memory.setUint32(resultPointer, ready.length);
    },
  };
}

function subscription(memory: GuestMemory, table: DescriptorTable, at: number): Subscription {
  const { view } = memory;
  const userdata = view.getBigUint64(at, true);
  const type = view.getUint8(at + 8);
  if (type === wasi.EVENTTYPE_CLOCK) {
    const timeout = view.getBigUint64(at + 24, true);
    const absolute = (view.getUint16(at + 40, true) & wasi.SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME) !== 0;
    const delay = absolute ? timeout - clock(view.getUint32(at + 16, true)) : timeout;
    return { userdata, type, delay, errno: wasi.ERRNO_SUCCESS };
  }
  const fd = view.getUint32(at + 16, true);
  const errno = table.fds[fd] ? wasi.ERRNO_SUCCESS : wasi.ERRNO_BADF;
  return { userdata, type, delay: 0n, errno };
}

function writeEvent(memory: GuestMemory, at: number, { userdata, type, errno }: Subscription): void {
  memory.bytes.fill(0, at, at + eventSize);
  memory.view.setBigUint64(at, userdata, true);
  memory.view.setUint16(at + 8, errno, true);
  memory.view.setUint8(at + 10, type);
  if (type !== wasi.EVENTTYPE_CLOCK) memory.view.setBigUint64(at + 16, 1n, true);
}
