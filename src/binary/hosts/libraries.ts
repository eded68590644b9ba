// Which libraries a system has when it is installed, and which of those that a program needs it may lack.
import type { Libc, Need } from '../program-facts.ts';
import { distributionOf, type Distribution } from './distributions.ts';
import type { Executable, Host } from './executable.ts';
import { compareVersions } from './minimum-system.ts';

/** The libraries of glibc itself, which share one set of versions (glibc's `shlib-versions`). */
const glibcLibraries =
  /^(ld((-linux|64)[^/]*)?|lib(c|m|dl|rt|pthread|util|resolv|nsl|anl|BrokenLocale|thread_db|mvec))\.so\.\d+$/;
const muslLibraries = /^(libc|ld)(\.|-)musl-[^/]*\.so\.1$|^libc\.so$/;
const compilerLibraries = /^lib(gcc_s\.so\.1|stdc\+\+\.so\.6)$/;

/**
 * The libraries that a system has by itself. Windows: the API sets and the libraries of the Windows SDK; the Visual C++
 * runtime is not among them. macOS: all below two folders. The BSDs and Solaris: their base systems. Android: the stable
 * libraries of the NDK.
 */
const ofSystems: ReadonlyMap<string, RegExp> = new Map([
  ['darwin', /^\/(usr\/lib|System\/Library)\//],
  ['ios', /^\/(usr\/lib|System\/Library)\//],
  [
    'windows',
    /^((api|ext)-ms-.*|(kernel32|kernelbase|ntdll|user32|gdi32|gdi32full|gdiplus|advapi32|shell32|ole32|oleaut32|ws2_32|wsock32|mswsock|msvcrt|ucrtbase|bcrypt|bcryptprimitives|crypt32|cryptbase|ncrypt|secur32|sspicli|iphlpapi|psapi|dbghelp|winmm|version|shlwapi|comctl32|comdlg32|rpcrt4|setupapi|userenv|netapi32|wtsapi32|dnsapi|winhttp|wininet|urlmon|powrprof|cfgmgr32|hid|imm32|msimg32|uxtheme|dwmapi|d2d1|dwrite|d3d9|d3d10|d3d11|d3d12|dxgi|opengl32|glu32|normaliz|wldap32|mpr|pdh|propsys|credui|wintrust|imagehlp|mscoree|synchronization|profapi|msi|cabinet|lz32|oleacc|uiautomationcore|avrt|virtdisk|fltlib|usp10|windowscodecs|wer|mfplat|authz|activeds|sensapi|rstrtmgr|combase|shcore|icu|winusb|ntdsapi|samcli|srvcli|netutils|logoncli)\.dll|winspool\.drv)$/i,
  ],
  [
    'freebsd',
    /^lib(c\.so\.7|m\.so\.5|thr\.so\.3|gcc_s\.so\.1|c\+\+\.so\.1|cxxrt\.so\.1|util\.so\.\d+|z\.so\.6|rt\.so\.1|dl\.so\.1|procstat\.so\.1|kvm\.so\.\d+|execinfo\.so\.1|sys\.so\.7)$/,
  ],
  [
    'netbsd',
    /^lib(c\.so\.12|m\.so\.0|pthread\.so\.1|util\.so\.7|gcc_s\.so\.1|stdc\+\+\.so\.\d+|z\.so\.1|rt\.so\.1|execinfo\.so\.0)$/,
  ],
  ['openbsd', /^lib(c|m|pthread|util)\.so$/],
  ['dragonfly', /^lib(c\.so\.8|m\.so\.4|pthread\.so(\.0)?|thread_xu\.so\.2|gcc_s\.so\.1)$/],
  ['solaris', /^lib(c|m|socket|nsl|sendfile|pthread|rt|dl|kstat|gcc_s)\.so(\.[12])?$/],
  ['illumos', /^lib(c|m|socket|nsl|sendfile|pthread|rt|dl|kstat|gcc_s)\.so(\.[12])?$/],
  [
    'android',
    /^lib(c|m|dl|log|z|android|EGL|GLESv[123]|OpenSLES|OpenMAXAL|jnigraphics|mediandk|camera2ndk|vulkan|aaudio|amidi|neuralnetworks|nativewindow|sync|stdc\+\+)\.so$/,
  ],
  ['aix', /^lib(c|pthread|pthreads|bsd)\.a/],
]);

/** libcOf tells which C library a program of Linux asks for, by its loader; undefined for static ones. */
export function libcOf({ interpreter, goos }: Executable): Libc | undefined {
  if (interpreter === '' || goos !== 'linux') return undefined;
  if (interpreter.includes('musl')) return 'musl';
  if (interpreter.includes('uClibc')) return 'uClibc';
  return interpreter.includes('klibc') ? 'klibc' : 'glibc';
}

/** A library's version that a host does not have. */
export interface Lack {
  readonly library: string;
  readonly version: string;
  /** The latest version the host has. */
  readonly has: string;
}

/** lackOf is the newest version that a program needs and a distribution does not have; undefined when it has all. */
export function lackOf(program: Executable, distribution: Distribution): Lack | undefined {
  for (const { library, versions } of program.needs)
    for (const version of [...versions].sort(newestFirst)) {
      const has = latestOf(version, distribution);
      if (has && compareVersions(numberOf(version), numberOf(has)) > 0) return { library, version, has };
    }
  return undefined;
}

/** glibc has a mark without a number for the relocations of DT_RELR, which it knows since 2.36 (its NEWS). */
const relativeRelocations = 'GLIBC_ABI_DT_RELR';
const numberOf = (version: string) =>
  version === relativeRelocations ? '2.36' : (/[\d.]+$/.exec(version)?.[0] ?? '');
const newestFirst = (a: string, b: string) => compareVersions(numberOf(b), numberOf(a));

function latestOf(version: string, { libc, cxx, cxxAbi, version: own }: Distribution): string {
  if (libc !== 'glibc') return '';
  if (version === relativeRelocations || /^GLIBC_\d/.test(version)) return `GLIBC_${own}`;
  if (/^GLIBCXX_\d/.test(version)) return `GLIBCXX_${cxx}`;
  return /^CXXABI_\d/.test(version) ? `CXXABI_${cxxAbi}` : '';
}

/** newestLibc is the newest version of the C library that a program asks for, such as 2.34; empty for none. */
export function newestLibc(program: Executable): string {
  return numberOf(newest(program, /^GLIBC_\d/));
}

/** newestCxx is the newest interface of the C++ library that a program asks for, such as GLIBCXX_3.4.30; empty for none. */
export function newestCxx(program: Executable): string {
  return newest(program, /^GLIBCXX_\d/);
}

function newest({ needs }: Executable, kind: RegExp): string {
  const versions = needs.flatMap((need) => need.versions).filter((version) => kind.test(version));
  return versions.sort(newestFirst)[0] ?? '';
}

/** librariesToInstall lists the libraries that a host may lack, as its system is installed at first. */
export function librariesToInstall({ needs, goos }: Executable, host: Host): string[] {
  const names = needs.filter(({ isOptional }) => !isOptional).map(nameOf);
  if (host.goos !== 'linux') {
    const own = ofSystems.get(host.goos === goos || goos === '' ? host.goos : goos);
    return own ? names.filter((name) => !own.test(name)) : [];
  }
  const distribution = distributionOf(host.distribution);
  const hasCompilers = distribution === undefined || distribution.cxx !== '';
  return names.filter(
    (name) =>
      !glibcLibraries.test(name) &&
      !muslLibraries.test(name) &&
      !(hasCompilers && compilerLibraries.test(name)),
  );
}

const nameOf = ({ library }: Need) => library;
