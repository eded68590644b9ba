// One process's view of the system: the WASI preview 1 import object.
import { WASI, wasi, type Fd } from '@bjorn3/browser_wasi_shim';
import { Errno, returningErrno } from './errno.ts';
import { DescriptorTable, fdCalls } from './fd-calls.ts';
import { cString, GuestMemory } from './memory.ts';
import { pathCalls } from './path-calls.ts';
import { pollCalls } from './poll-calls.ts';

type Imports = Record<string, (...args: never[]) => void | Promise<void>>;

/**
 * The shim's WASI with the calls that Go leans on made right and fast. What is kept of it: start(), proc_exit,
 * random_get, and the constants and structs. Why each of the others is replaced stands in ARCHITECTURE.md.
 */
export class Preview1 extends WASI {
  readonly table: DescriptorTable;
  readonly memory: GuestMemory;

  /**
   * `fds` become the process's descriptors 0, 1, 2, ...; the array is the process's own from here on. `onIdle` is told
   * before the process sleeps or waits.
   */
  constructor(argv: string[], env: string[], fds: (Fd | undefined)[], onIdle?: () => void) {
    super(argv, env, fds as Fd[], { debug: false });
    this.table = new DescriptorTable(fds);
    this.memory = new GuestMemory(() => this.inst.exports.memory);
    this.#replace(this.#stringCalls());
    this.#replace(fdCalls(this.memory, this.table) as Imports);
    this.#replace(pathCalls(this.memory, this.table) as Imports);
    this.#replace(pollCalls(this.memory, this.table, onIdle) as Imports);
    this.#replace(unsupportedCalls);
  }

  #replace(calls: Imports): void {
    for (const [name, call] of Object.entries(calls)) {
      this.wasiImport[name] = returningErrno(call as (...args: unknown[]) => void | Promise<void>);
    }
  }

  // The shim counts an argument in UTF-16 units and writes it in UTF-8, which overruns the guest's buffer.
  #stringCalls(): Imports {
    const args = this.args.map(cString);
    const env = this.env.map(cString);
    return {
      args_get: (pointers: number, buffer: number) => this.memory.setStrings(pointers, buffer, args),
      args_sizes_get: (count: number, size: number) => this.memory.setStringSizes(count, size, args),
      environ_get: (pointers: number, buffer: number) => this.memory.setStrings(pointers, buffer, env),
      environ_sizes_get: (count: number, size: number) => this.memory.setStringSizes(count, size, env),
      sched_yield: () => {},
    };
  }
}

const unsupported = (): never => {
  throw new Errno(wasi.ERRNO_NOTSUP);
};

// The shim throws a string, which ends the guest; an errno lets a program that uses net say what is wrong.
const unsupportedCalls: Imports = {
  sock_accept: unsupported,
  sock_recv: unsupported,
  sock_send: unsupported,
  sock_shutdown: unsupported,
  proc_raise: unsupported,
};
