// Watches the calls of a process: each with its arguments in words, its result and its time, as strace tells them.
import { wasi } from '@bjorn3/browser_wasi_shim';
import type { GuestMemory } from './memory.ts';

/** One call of a process; see workers/protocol/run.ts. */
export interface WatchedCall {
  at: number;
  took: number;
  name: string;
  args: string;
  result: string;
}

type Arg = number | bigint;
type Call = (...args: Arg[]) => number | Promise<number> | void;

/** What a call's arguments are, in order; see `kinds`. A kind behind ">" is where a result is written. */
const signatures: ReadonlyMap<string, string> = new Map(
  Object.entries({
    args_get: 'pointer pointer',
    args_sizes_get: '>u32 >u32',
    environ_get: 'pointer pointer',
    environ_sizes_get: '>u32 >u32',
    clock_res_get: 'clock >u64',
    clock_time_get: 'clock - >u64',
    fd_advise: 'fd number number number',
    fd_allocate: 'fd number number',
    fd_close: 'fd',
    fd_datasync: 'fd',
    fd_fdstat_get: 'fd pointer',
    fd_fdstat_set_flags: 'fd fdflags',
    fd_fdstat_set_rights: 'fd number number',
    fd_filestat_get: 'fd >filestat',
    fd_filestat_set_size: 'fd number',
    fd_filestat_set_times: 'fd number number number',
    fd_pread: 'fd read number >u32',
    fd_prestat_get: 'fd pointer',
    fd_prestat_dir_name: 'fd buffer',
    fd_pwrite: 'fd written number >u32',
    fd_read: 'fd read >u32',
    fd_readdir: 'fd pointer number number >u32',
    fd_renumber: 'fd fd',
    fd_seek: 'fd number whence >u64',
    fd_sync: 'fd',
    fd_tell: 'fd >u64',
    fd_write: 'fd written >u32',
    path_create_directory: 'fd path',
    path_filestat_get: 'fd lookup path >filestat',
    path_filestat_set_times: 'fd lookup path number number number',
    path_link: 'fd lookup path fd path',
    path_open: 'fd lookup path oflags rights - fdflags >fd',
    path_readlink: 'fd path pointer number >u32',
    path_remove_directory: 'fd path',
    path_rename: 'fd path fd path',
    path_symlink: 'path fd path',
    path_unlink_file: 'fd path',
    poll_oneoff: 'polled >u32',
    proc_exit: 'number',
    proc_raise: 'number',
    random_get: 'buffer',
    sched_yield: '',
    sock_accept: 'fd fdflags >u32',
    sock_recv: 'fd pointer number number',
    sock_send: 'fd pointer number number',
    sock_shutdown: 'fd number',
  }),
);

/** As much of a buffer as is shown, in bytes. */
const shown = 48;

/** How many arguments a kind takes. */
const arity: Readonly<Record<string, number>> = { path: 2, buffer: 2, read: 2, written: 2, polled: 3 };

const errnoNames = namesOf('ERRNO_', (name) => (name === 'SUCCESS' ? '0' : `E${name}`));
const clockNames = namesOf('CLOCKID_', (name) => name);
const whenceNames = namesOf('WHENCE_', (name) => name);

function namesOf(prefix: string, write: (name: string) => string): Map<number, string> {
  const constants = Object.entries(wasi).filter(([name]) => name.startsWith(prefix));
  return new Map(constants.map(([name, value]) => [Number(value), write(name.slice(prefix.length))]));
}

function flagsOf(prefix: string): (value: Arg) => string {
  const bits = [...namesOf(prefix, (name) => name)].filter(([bit]) => bit > 0);
  return (value) => {
    const set = bits.filter(([bit]) => (Number(value) & bit) !== 0).map(([, name]) => name);
    return set.join('|') || '0';
  };
}

const oflags = flagsOf('OFLAGS_');
const fdflags = flagsOf('FDFLAGS_');

/** The calls of one process, watched. */
export class CallTrace {
  readonly #memory: GuestMemory;
  readonly #onCall: (call: WatchedCall) => void;
  readonly #start = performance.now();
  /** What is open, by number, as far as calls have told. */
  readonly #paths = new Map<number, string>([
    [0, 'stdin'],
    [1, 'stdout'],
    [2, 'stderr'],
    [3, '/'],
  ]);

  constructor(memory: GuestMemory, onCall: (call: WatchedCall) => void) {
    this.#memory = memory;
    this.#onCall = onCall;
  }

  /** The imports, each telling of its calls. */
  watch(imports: WebAssembly.ModuleImports): WebAssembly.ModuleImports {
    const watched = Object.entries(imports).map(([name, call]) => [name, this.#watched(name, call as Call)]);
    return Object.fromEntries(watched) as WebAssembly.ModuleImports;
  }

  #watched(name: string, call: Call): Call {
    const kinds = (signatures.get(name) ?? '').split(' ').filter(Boolean);
    return (...args) => {
      const began = performance.now();
      const before = this.#inputs(kinds, args);
      const tell = (errno: number | undefined) => {
        const end = performance.now();
        const result = this.#result(kinds, args, errno);
        if (errno === wasi.ERRNO_SUCCESS) this.#note(name, args, before, result);
        const written = before.map((text) => text()).filter((text) => text !== '');
        const at = began - this.#start;
        this.#onCall({ at, took: end - began, name, args: written.join(', '), result });
      };
      let suspended = false;
      let errno: number | undefined;
      try {
        const returned = call(...args);
        if (returned instanceof Promise) {
          suspended = true;
          return returned.finally(() => {}).then((code) => (tell(code), code));
        }
        errno = returned ?? wasi.ERRNO_SUCCESS;
        return returned;
      } finally {
        if (!suspended) tell(errno);
      }
    };
  }

  /** What goes in, read now; what comes out by reference is read when the call has returned. */
  #inputs(kinds: readonly string[], args: readonly Arg[]): (() => string)[] {
    let at = 0;
    return kinds
      .map((kind) => {
        const own = args.slice(at, at + (arity[kind] ?? 1));
        at += own.length;
        if (kind === '-' || kind.startsWith('>')) return undefined;
        if (kind === 'read' || kind === 'buffer') return () => this.#text(kind, own, args.at(-1)!);
        const text = this.#text(kind, own, 0);
        return () => text;
      })
      .filter((text) => text !== undefined);
  }

  #text(kind: string, own: readonly Arg[], last: Arg): string {
    const [first = 0, second = 0, third = 0] = own;
    switch (kind) {
      case 'fd':
        return this.#fd(Number(first));
      case 'path': // In full: it is what one looks for.
        return JSON.stringify(new TextDecoder().decode(this.#slice(Number(first), Number(second))));
      case 'buffer':
        return this.#quoted(this.#slice(Number(first), Number(second)));
      case 'read':
        return this.#vectors(Number(first), Number(second), this.#uint32(Number(last)));
      case 'written':
        return this.#vectors(Number(first), Number(second), Infinity);
      case 'polled':
        return this.#polled(Number(first), Number(third));
      case 'pointer':
        return `0x${(Number(first) >>> 0).toString(16)}`;
      case 'clock':
        return clockNames.get(Number(first)) ?? String(first);
      case 'whence':
        return whenceNames.get(Number(first)) ?? String(first);
      case 'lookup':
        return Number(first) === 1 ? 'FOLLOW' : 'NOFOLLOW';
      case 'oflags':
        return oflags(first);
      case 'fdflags':
        return fdflags(first);
      case 'rights':
        return rights(BigInt(first));
      default:
        return String(first);
    }
  }

  #result(kinds: readonly string[], args: readonly Arg[], errno: number | undefined): string {
    if (errno === undefined) return '?';
    if (errno !== wasi.ERRNO_SUCCESS) return errnoNames.get(errno) ?? String(errno);
    const first = args.length - kinds.filter((kind) => kind.startsWith('>')).length;
    const values = kinds
      .filter((kind) => kind.startsWith('>'))
      .map((kind, i) => this.#written(kind, Number(args[first + i])));
    return values.join(', ') || '0';
  }

  #written(kind: string, pointer: number): string {
    const { view } = this.#memory;
    const at = pointer >>> 0;
    if (kind === '>u64') return String(view.getBigUint64(at, true));
    if (kind !== '>filestat') return String(view.getUint32(at, true));
    const type = fileTypes[view.getUint8(at + 16)] ?? 'file';
    return `${type}, ${view.getBigUint64(at + 32, true)} bytes`;
  }

  /** Keeps in mind what is open. */
  #note(name: string, args: readonly Arg[], before: readonly (() => string)[], result: string): void {
    if (name === 'fd_close') this.#paths.delete(Number(args[0]));
    if (name !== 'path_open') return;
    const folder = this.#paths.get(Number(args[0])) ?? '';
    const path = before[2]!().replace(/^"|"$/g, '');
    this.#paths.set(Number(result), `${folder.replace(/\/$/, '')}/${path}`);
  }

  #fd(fd: number): string {
    const path = this.#paths.get(fd);
    return path === undefined ? String(fd) : `${fd}<${path}>`;
  }

  #uint32(pointer: number): number {
    const { view } = this.#memory;
    return (pointer >>> 0) + 4 <= view.byteLength ? view.getUint32(pointer >>> 0, true) : 0;
  }

  /** What is waited for: descriptors, and the milliseconds until a clock fires. */
  #polled(subscriptions: number, count: number): string {
    const { view } = this.#memory;
    const all = Array.from({ length: Math.min(count, 16) }, (_, i) => {
      const at = (subscriptions >>> 0) + 48 * i;
      const type = view.getUint8(at + 8);
      if (type === wasi.EVENTTYPE_CLOCK) return `${Number(view.getBigUint64(at + 24, true)) / 1e6} ms`;
      return `${type === wasi.EVENTTYPE_FD_READ ? 'read' : 'write'} ${this.#fd(view.getUint32(at + 16, true))}`;
    });
    return `[${all.join(', ')}]`;
  }

  /** Bytes of the guest; none where its pointer is wrong, which is the call's affair. */
  #slice(pointer: number, length: number): Uint8Array {
    return this.#memory.bytes.subarray(pointer >>> 0, (pointer >>> 0) + (length >>> 0));
  }

  /** The beginning of what the buffers of an iovec array hold, up to `most` bytes. */
  #vectors(iovecs: number, count: number, most: number): string {
    const bytes: number[] = [];
    let total = 0;
    for (let i = 0; i < count; i++) {
      const at = (iovecs >>> 0) + 8 * i;
      const length = Math.min(this.#uint32(at + 4), most - total);
      if (length <= 0) break;
      bytes.push(...this.#slice(this.#uint32(at), Math.min(length, shown - bytes.length)));
      total += length;
    }
    return this.#quoted(new Uint8Array(bytes), total);
  }

  #quoted(bytes: Uint8Array, total = bytes.length): string {
    const text = new TextDecoder().decode(bytes.subarray(0, shown));
    return JSON.stringify(text) + (total > Math.min(bytes.length, shown) ? `… ${total} bytes` : '');
  }
}

const fileTypes: Readonly<Record<number, string>> = {
  [wasi.FILETYPE_REGULAR_FILE]: 'file',
  [wasi.FILETYPE_DIRECTORY]: 'folder',
  [wasi.FILETYPE_SYMBOLIC_LINK]: 'link',
  [wasi.FILETYPE_CHARACTER_DEVICE]: 'device',
};

function rights(value: bigint): string {
  const read = (value & BigInt(wasi.RIGHTS_FD_READ)) !== 0n;
  const write = (value & BigInt(wasi.RIGHTS_FD_WRITE)) !== 0n;
  return read && write ? 'RDWR' : write ? 'WRONLY' : 'RDONLY';
}
