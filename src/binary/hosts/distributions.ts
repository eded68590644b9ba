// Distributions of Linux by name: the C and C++ libraries and the kernel that each has.
// glibc and GCC by the release notes of each (Debian and Ubuntu: packages.debian.org, packages.ubuntu.com; Red Hat: the
// "Package manifest" of each release; Amazon: its release notes), GLIBCXX and CXXABI by GCC's table,
// https://gcc.gnu.org/onlinedocs/libstdc++/manual/abi.html.
import type { Libc } from '../program-facts.ts';

/** A distribution as it is installed at first. */
export interface Distribution {
  readonly id: string;
  readonly name: string;
  readonly libc: Libc;
  /** Version of the C library. */
  readonly version: string;
  /** The kernel it came with. */
  readonly kernel: string;
  /** The latest interfaces of libstdc++; empty where that is not installed at first. */
  readonly cxx: string;
  readonly cxxAbi: string;
}

function glibc(
  id: string,
  name: string,
  version: string,
  kernel: string,
  cxx: string,
  cxxAbi: string,
): Distribution {
  return { id, name, libc: 'glibc', version, kernel, cxx, cxxAbi };
}

function musl(id: string, name: string, version: string, kernel: string): Distribution {
  return { id, name, libc: 'musl', version, kernel, cxx: '', cxxAbi: '' };
}

/** The distributions, the latest of each first. */
export const distributions: readonly Distribution[] = [
  glibc('debian-13', 'Debian 13', '2.41', '6.12', '3.4.33', '1.3.15'),
  glibc('debian-12', 'Debian 12', '2.36', '6.1', '3.4.30', '1.3.13'),
  glibc('debian-11', 'Debian 11', '2.31', '5.10', '3.4.28', '1.3.12'),
  glibc('debian-10', 'Debian 10', '2.28', '4.19', '3.4.25', '1.3.11'),
  glibc('ubuntu-24.04', 'Ubuntu 24.04', '2.39', '6.8', '3.4.33', '1.3.15'),
  glibc('ubuntu-22.04', 'Ubuntu 22.04', '2.35', '5.15', '3.4.30', '1.3.13'),
  glibc('ubuntu-20.04', 'Ubuntu 20.04', '2.31', '5.4', '3.4.28', '1.3.12'),
  glibc('ubuntu-18.04', 'Ubuntu 18.04', '2.27', '4.15', '3.4.25', '1.3.11'),
  glibc('rhel-10', 'Red Hat Enterprise Linux 10', '2.39', '6.12', '3.4.33', '1.3.15'),
  glibc('rhel-9', 'Red Hat Enterprise Linux 9', '2.34', '5.14', '3.4.29', '1.3.13'),
  glibc('rhel-8', 'Red Hat Enterprise Linux 8', '2.28', '4.18', '3.4.25', '1.3.11'),
  glibc('rhel-7', 'Red Hat Enterprise Linux 7', '2.17', '3.10', '3.4.19', '1.3.7'),
  glibc('amazon-2023', 'Amazon Linux 2023', '2.34', '6.1', '3.4.29', '1.3.13'),
  glibc('amazon-2', 'Amazon Linux 2', '2.26', '4.14', '3.4.24', '1.3.11'),
  musl('alpine-3.22', 'Alpine 3.22', '1.2.5', '6.12'),
  musl('alpine-3.18', 'Alpine 3.18', '1.2.4', '6.1'),
];

/** distributionOf finds a distribution by its id. */
export function distributionOf(id: string): Distribution | undefined {
  return distributions.find((each) => each.id === id);
}
