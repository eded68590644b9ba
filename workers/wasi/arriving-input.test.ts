// Tests input that arrives while a process runs: blocking, non-blocking, polled.
import { wasi } from '@bjorn3/browser_wasi_shim';
import { describe, expect, it } from 'vitest';
import { ArrivingInput, ByteQueue, type InputSource } from './arriving-input.ts';
import { SuspendingInput } from './suspending-input.ts';
import { TestGuest } from './test-guest.ts';

const encoder = new TextEncoder();

/** A source that blocks: each wait lets the next of the given texts arrive. */
class BlockingSource implements InputSource {
  readonly #queue = new ByteQueue();
  readonly waits: number[] = [];
  isEnded = false;

  constructor(readonly texts: string[]) {}

  get available(): number {
    return this.#queue.length;
  }

  take(target: Uint8Array): number {
    return this.#queue.take(target);
  }

  wait(milliseconds: number): void {
    this.waits.push(milliseconds);
    const next = this.texts.shift();
    if (next === undefined) this.isEnded = true;
    else this.#queue.push(encoder.encode(next));
  }
}

/** A guest that reads from descriptor 0 into a buffer of some bytes. */
function reader(source: InputSource, size = 64) {
  const guest = new TestGuest({ fds: [new ArrivingInput(source)] });
  const buffer = guest.allocate(size);
  const count = guest.allocate(4);
  const iovec = guest.iovec(buffer, size);
  const text = () => new TextDecoder().decode(guest.bytes(buffer, guest.uint32(count)));
  return { guest, text, read: () => guest.call('fd_read', 0, iovec, 1, count) as number | Promise<number> };
}

/** Polls descriptor 0, with a clock of so many milliseconds unless it is undefined; gives the types of the events. */
function poll(guest: TestGuest, milliseconds?: number) {
  const subscriptions = guest.allocate(96);
  const events = guest.allocate(64);
  const count = guest.allocate(4);
  guest.view.setUint8(subscriptions + 8, wasi.EVENTTYPE_FD_READ);
  guest.view.setUint32(subscriptions + 16, 0, true);
  if (milliseconds !== undefined) {
    guest.view.setUint8(subscriptions + 48 + 8, wasi.EVENTTYPE_CLOCK);
    guest.view.setUint32(subscriptions + 48 + 16, wasi.CLOCKID_MONOTONIC, true);
    guest.view.setBigUint64(subscriptions + 48 + 24, BigInt(milliseconds * 1e6), true);
  }
  const called = guest.call('poll_oneoff', subscriptions, events, milliseconds === undefined ? 1 : 2, count);
  const types = () =>
    Array.from({ length: guest.uint32(count) }, (_, i) => guest.view.getUint8(events + 32 * i + 10));
  return { called: called as number | Promise<number>, types };
}

describe('a source that blocks', () => {
  it('holds a read until something has arrived', () => {
    const source = new BlockingSource(['', 'abc']);
    const { read, text } = reader(source);
    expect(read()).toBe(wasi.ERRNO_SUCCESS);
    expect(text()).toBe('abc');
    expect(source.waits).toEqual([Infinity, Infinity]);
  });

  it('ends: a read of nothing is the end of file, for ever', () => {
    const { read, text } = reader(new BlockingSource([]));
    expect([read(), text(), read(), text()]).toEqual([0, '', 0, '']);
  });

  it('answers EAGAIN once it is non-blocking', () => {
    const source = new BlockingSource(['x']);
    const { guest, read } = reader(source);
    expect(guest.call('fd_fdstat_set_flags', 0, wasi.FDFLAGS_NONBLOCK)).toBe(0);
    expect(read()).toBe(wasi.ERRNO_AGAIN);
    expect(source.waits).toEqual([]);
  });

  it('gives what is left of a long line to the next read', () => {
    const { read, text } = reader(new BlockingSource(['abcdef']), 4);
    read();
    expect(text()).toBe('abcd');
    read();
    expect(text()).toBe('ef');
  });

  it('wakes a poll when it has something, and lets the clock fire when not', () => {
    const { guest } = reader(new BlockingSource(['abc']));
    expect(poll(guest, 10_000).types()).toEqual([wasi.EVENTTYPE_FD_READ]);
    const { guest: idle } = reader(new BlockingSource(['', '', '', '']));
    expect(poll(idle, 0).types()).toEqual([wasi.EVENTTYPE_CLOCK]);
  });
});

describe('a source that suspends', () => {
  it('holds a read by a promise, and tells when it waits', async () => {
    const told: boolean[] = [];
    const source = new SuspendingInput((isWaiting) => told.push(isWaiting));
    const { read, text } = reader(source);
    const reading = read();
    expect(reading).toBeInstanceOf(Promise);
    source.push(encoder.encode('abc'));
    expect(await reading).toBe(wasi.ERRNO_SUCCESS);
    expect(text()).toBe('abc');
    expect(told).toEqual([true, false]);
    source.push(encoder.encode('at once'));
    expect(read()).toBe(wasi.ERRNO_SUCCESS);
  });

  it('ends a read that waits', async () => {
    const source = new SuspendingInput();
    const { read, text } = reader(source);
    const reading = read();
    source.end();
    expect(await reading).toBe(wasi.ERRNO_SUCCESS);
    expect(text()).toBe('');
  });

  it('wakes a poll by input before its clock, and by the clock without input', async () => {
    const source = new SuspendingInput();
    const { guest } = reader(source);
    const polled = poll(guest, 10_000);
    source.push(encoder.encode('a'));
    await polled.called;
    expect(polled.types()).toEqual([wasi.EVENTTYPE_FD_READ]);

    const { guest: idle } = reader(new SuspendingInput());
    const timed = poll(idle, 20);
    await timed.called;
    expect(timed.types()).toEqual([wasi.EVENTTYPE_CLOCK]);
  });
});
