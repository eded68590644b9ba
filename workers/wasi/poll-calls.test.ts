// Tests sleep and poll_oneoff.
import { wasi } from '@bjorn3/browser_wasi_shim';
import { expect, it } from 'vitest';
import { NullDescriptor } from './descriptors.ts';
import { NullDevice } from './null-device.ts';
import { sleep } from './poll-calls.ts';
import { TestGuest } from './test-guest.ts';

interface Subscription {
  userdata: bigint;
  type: number;
  /** Clock or descriptor. */
  id: number;
  timeout?: bigint;
  absolute?: boolean;
}

/** Calls poll_oneoff; returns the events it says there are. */
function poll(guest: TestGuest, subscriptions: Subscription[]) {
  const input = guest.allocate(48 * subscriptions.length);
  const output = guest.allocate(32 * subscriptions.length);
  const count = guest.allocate(4);
  guest.view.setUint32(count, 0xdead, true);
  subscriptions.forEach(({ userdata, type, id, timeout = 0n, absolute = false }, i) => {
    const at = input + 48 * i;
    guest.view.setBigUint64(at, userdata, true);
    guest.view.setUint8(at + 8, type);
    guest.view.setUint32(at + 16, id, true);
    guest.view.setBigUint64(at + 24, timeout, true);
    guest.view.setUint16(at + 40, absolute ? 1 : 0, true);
  });
  const errno = guest.call('poll_oneoff', input, output, subscriptions.length, count);
  const length = errno === 0 ? guest.uint32(count) : 0;
  const events = Array.from({ length }, (_, i) => ({
    userdata: guest.uint64(output + 32 * i),
    errno: guest.view.getUint16(output + 32 * i + 8, true),
    type: guest.view.getUint8(output + 32 * i + 10),
  }));
  return { errno, events };
}

const millisecond = 1_000_000n;
const clock = { type: wasi.EVENTTYPE_CLOCK, id: wasi.CLOCKID_MONOTONIC };

it('sleeps without burning the processor', () => {
  sleep(1); // Compiled before it is measured.
  const cpu = process.cpuUsage();
  const began = performance.now();
  sleep(300);
  const elapsed = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  expect(elapsed).toBeGreaterThanOrEqual(299);
  expect((user + system) / 1000).toBeLessThan(150);
});

it('waits for a clock and writes one event and the count', () => {
  const began = performance.now();
  const { errno, events } = poll(new TestGuest(), [{ ...clock, userdata: 7n, timeout: 20n * millisecond }]);
  expect(performance.now() - began).toBeGreaterThanOrEqual(19);
  expect({ errno, events }).toEqual({ errno: 0, events: [{ userdata: 7n, errno: 0, type: 0 }] });
});

it('returns when the first of several clocks fires, and reports that one alone', () => {
  const { events } = poll(new TestGuest(), [
    { ...clock, userdata: 1n, timeout: 3600_000n * millisecond },
    { ...clock, userdata: 2n, timeout: 5n * millisecond },
  ]);
  expect(events.map(({ userdata }) => userdata)).toEqual([2n]);
});

it('does not wait for an absolute time that is past', () => {
  const { events } = poll(new TestGuest(), [
    { userdata: 1n, type: wasi.EVENTTYPE_CLOCK, id: wasi.CLOCKID_REALTIME, timeout: 1n, absolute: true },
  ]);
  expect(events).toHaveLength(1);
});

it('finds descriptors ready at once, whatever clock stands beside them, and EBADF for what is not open', () => {
  const guest = new TestGuest({ fds: [new NullDescriptor(new NullDevice())] });
  const began = performance.now();
  const { errno, events } = poll(guest, [
    { ...clock, userdata: 1n, timeout: 3600_000n * millisecond },
    { userdata: 2n, type: wasi.EVENTTYPE_FD_READ, id: 0 },
    { userdata: 3n, type: wasi.EVENTTYPE_FD_WRITE, id: 99 },
  ]);
  expect(performance.now() - began).toBeLessThan(5000);
  expect(errno).toBe(0);
  expect(events).toEqual([
    { userdata: 2n, errno: 0, type: wasi.EVENTTYPE_FD_READ },
    { userdata: 3n, errno: wasi.ERRNO_BADF, type: wasi.EVENTTYPE_FD_WRITE },
  ]);
});

it('refuses to wait for nothing', () => {
  expect(poll(new TestGuest(), []).errno).toBe(wasi.ERRNO_INVAL);
});
