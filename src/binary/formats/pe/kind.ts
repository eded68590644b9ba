// Tells what a PE file is for: the header says library or not, the subsystem who starts it.
// https://learn.microsoft.com/windows/win32/debug/pe-format#windows-subsystem
import type { Kind } from '../../binary-file.ts';
import type { PeFile } from './file.ts';

const DYNAMIC_BASE = 0x40;
const WDM_DRIVER = 0x2000;
const NATIVE = 1;

/** What firmware and boot managers start. */
const started: ReadonlyMap<number, Kind> = new Map([
  [10, 'EFI program'],
  [11, 'EFI driver'],
  [12, 'EFI driver'],
  [13, 'EFI driver'],
  [16, 'boot program'],
]);

// What a driver links with: only the kernel has these.
const kernelLibraries =
  /^(ntoskrnl\.exe|hal\.dll|win32k\.sys|ndis\.sys|fltmgr\.sys|wdfldr\.sys|ksecdd\.sys)$/i;

/** peKind tells what a file is for. */
export function peKind(file: PeFile): Kind {
  const { Subsystem, DllCharacteristics } = file.optional;
  const early = started.get(Subsystem);
  if (early) return early;
  if (Subsystem === NATIVE) return nativeKind(file);
  if (file.isDll()) return 'shared library';
  return DllCharacteristics & DYNAMIC_BASE ? 'pie executable' : 'executable';
}

/** The native subsystem is for the kernel, its drivers, and the few programs that start before Windows does. */
function nativeKind(file: PeFile): Kind {
  const isDriver =
    (file.optional.DllCharacteristics & WDM_DRIVER) !== 0 ||
    file.libraries().some((name) => kernelLibraries.test(name));
  if (isDriver) return 'driver';
  if (file.directory(0) && !file.isDll()) return 'kernel';
  return file.isDll() ? 'shared library' : 'boot program';
}
