// Time: the clocks, and poll_oneoff, with which Go sleeps.
import { wasi } from '@bjorn3/browser_wasi_shim';
import { Descriptor } from './descriptors.ts';
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
  /** For a read: of what. */
  source?: Descriptor | undefined;
}

/** The clock and poll imports, throwing Errno. `onIdle` is told before the process sleeps or waits. */
export function pollCalls(memory: GuestMemory, table: DescriptorTable, onIdle: () => void = () => {}) {
  return {
    clock_res_get(id: number, pointer: number): void {
      clock(id);
      memory.setUint64(pointer, 1000n);
    },
    clock_time_get: (id: number, _precision: bigint, pointer: number): void =>
      memory.setUint64(pointer, clock(id)),
    /**
     * Descriptors are ready at once but for input that arrives while the process runs; only when nothing is ready does the
     * process sleep, until the first clock fires or input arrives. Go throws on any errno but EINTR
     * (src/runtime/netpoll_wasip1.go).
     */
    poll_oneoff(input: number, output: number, count: number, resultPointer: number): void | Promise<void> {
      if (count === 0) throw new Errno(wasi.ERRNO_INVAL);
      const all = Array.from({ length: count }, (_, i) =>
        subscription(memory, table, (input >>> 0) + subscriptionSize * i),
      );
      const report = (ready: Subscription[]) => {
        ready.forEach((one, i) => writeEvent(memory, (output >>> 0) + eventSize * i, one));
        memory.setUint32(resultPointer, ready.length);
      };
      const ready = all.filter(isReady);
      if (ready.length > 0) return report(ready);
      return untilReady(all, onIdle, report);
    },
  };
}

const isClock = ({ type }: Subscription) => type === wasi.EVENTTYPE_CLOCK;
const isReady = (one: Subscription) => !isClock(one) && (one.source?.isReadable ?? true);

/** Sleeps until a clock fires or input arrives, and reports what did. */
function untilReady(
  all: Subscription[],
  onIdle: () => void,
  report: (ready: Subscription[]) => void,
): void | Promise<void> {
  const clocks = all.filter(isClock);
  const source = all.find((one) => one.source)?.source;
  const first = clocks.reduce<bigint | undefined>(
    (least, { delay }) => (least === undefined || delay < least ? delay : least),
    undefined,
  );
  if (first === undefined || first > 0n) onIdle();
  const fired = () => clocks.filter(({ delay }) => delay <= first!);
  if (!source) {
    if (first! > 0n) sleep(Number(first) / 1e6);
    return report(fired());
  }
  const end = first === undefined ? Infinity : performance.now() + Number(first) / 1e6;
  return waitFor(source, end, () => {
    const ready = all.filter(isReady);
    report(ready.length > 0 ? ready : fired());
  });
}

/** Calls `then` when input has arrived, or at `end` (of performance.now()). Looks once even when that has passed. */
function waitFor(source: Descriptor, end: number, then: () => void): void | Promise<void> {
  do {
    const suspended = source.wait(Math.max(0, end - performance.now()));
    if (suspended)
      return suspended.then(() =>
        source.isReadable || performance.now() >= end ? then() : waitFor(source, end, then),
      );
  } while (!source.isReadable && performance.now() < end);
  then();
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
  const open = table.fds[view.getUint32(at + 16, true)];
  const errno = open ? wasi.ERRNO_SUCCESS : wasi.ERRNO_BADF;
  const source = type === wasi.EVENTTYPE_FD_READ && open instanceof Descriptor ? open : undefined;
  return { userdata, type, delay: 0n, errno, source };
}

function writeEvent(memory: GuestMemory, at: number, { userdata, type, errno }: Subscription): void {
  memory.bytes.fill(0, at, at + eventSize);
  memory.view.setBigUint64(at, userdata, true);
  memory.view.setUint16(at + 8, errno, true);
  memory.view.setUint8(at + 10, type);
  if (type !== wasi.EVENTTYPE_CLOCK) memory.view.setBigUint64(at + 16, 1n, true);
}
