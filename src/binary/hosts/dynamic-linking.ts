// What a dynamically linked program asks of a host: a loader, a C library of a version, other libraries, a runtime.
import { distributionOf } from './distributions.ts';
import type { Executable, Host } from './executable.ts';
import { commandStep, type Step } from './host-command.ts';
import { lackOf, libcOf, librariesToInstall, newestCxx, newestLibc } from './libraries.ts';
import { isOlder } from './minimum-system.ts';
import { no, type Finding, type Judgement } from './verdict.ts';

/** missingLibrary answers for programs that a distribution lacks the loader or a version for; undefined for others. */
export function missingLibrary(program: Executable, host: Host): Judgement | undefined {
  const distribution = distributionOf(host.distribution);
  const libc = libcOf(program);
  if (host.goos !== 'linux' || !distribution || !libc) return undefined;
  const { name, interpreter: path } = program;
  const values = { distribution: distribution.name };
  if (libc !== distribution.libc)
    return no(
      { code: 'other_libc', values: { libc, has: distribution.libc, ...values } },
      ['interpreter'],
      { code: 'refused_interpreter', values: { name, path } },
      `${host.goos}/${host.goarch}`,
      libcSteps(libc, distribution.id, host),
    );
  const lack = lackOf(program, distribution);
  return (
    lack &&
    no({ code: 'lacks_version', values: { ...lack, ...values } }, ['needs'], {
      code: 'version_not_found',
      values: { name, library: lack.library, version: lack.version },
    })
  );
}

/** What makes up for another C library, where a distribution has a package for that. */
function libcSteps(libc: string, distribution: string, host: Host): Step[] {
  if (libc === 'glibc' && distribution.startsWith('alpine'))
    return [commandStep('step_gcompat', host, ['apk', 'add', 'gcompat'])];
  if (libc === 'musl' && /^(debian|ubuntu)/.test(distribution))
    return [commandStep('step_musl', host, ['apt', 'install', 'musl'])];
  return [];
}

/** dynamicConditions lists what must be installed, as far as the host is not known to have it. */
export function dynamicConditions(program: Executable, host: Host): Finding[] {
  const { interpreter, format } = program;
  const conditions: Finding[] = [];
  if (interpreter && host.goos === 'linux') conditions.push(...loaderConditions(program, host));
  const libraries = format === 'WebAssembly' ? [] : librariesToInstall(program, host);
  if (libraries.length > 0)
    conditions.push({
      told: { code: 'if_libraries', values: { libraries: libraries.join(', ') } },
      basis: ['needs'],
    });
  return [...conditions, ...dotNetConditions(program, host)];
}

function loaderConditions(program: Executable, host: Host): Finding[] {
  const path = program.interpreter;
  // The libraries for the other processor are installed by themselves, whatever the distribution.
  if (program.goarch !== host.goarch)
    return [{ told: { code: 'if_other_libraries', values: { path } }, basis: ['interpreter', 'machine'] }];
  if (distributionOf(host.distribution)) return [];
  const version = newestLibc(program);
  const found: Finding[] = [{ told: { code: 'if_interpreter', values: { path } }, basis: ['interpreter'] }];
  if (version !== '') found.push({ told: { code: 'if_glibc', values: { version } }, basis: ['needs'] });
  const cxx = newestCxx(program);
  if (cxx !== '') found.push({ told: { code: 'if_cxx', values: { version: cxx } }, basis: ['needs'] });
  return found;
}

/**
 * Windows 10 has .NET Framework 4.6 or later, Windows 7 has 3.5, which is another runtime.
 * https://learn.microsoft.com/dotnet/framework/install/versions-and-dependencies
 */
function dotNetConditions({ dotNet }: Executable, host: Host): Finding[] {
  if (!dotNet || host.goos !== 'windows') return [];
  const isFour = dotNet.version.startsWith('v4');
  const hasFour = !isOlder(host.version, 'Windows 8');
  if (isFour ? hasFour && host.version !== '' : host.version !== '' && !hasFour) return [];
  const version = isFour ? '4' : '3.5';
  return [{ told: { code: 'if_dot_net', values: { version } }, basis: ['runtime'] }];
}
