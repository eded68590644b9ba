// Scripts that rebuild a project natively, from nothing but themselves and Go, and check that the bytes are the same.
import { bytesOf, type ProjectFile } from '../project/file.ts';
import { quoteForSh, powerShellCommand, powerShellString } from '../project/shell-quote.ts';
import type { Settings } from '../project/settings.ts';
import { targetLabel, type Target } from '../project/target.ts';
import { checksumList } from './archive.ts';
import { buildCommand, type BuildCommand } from './shell-command.ts';

/** A binary that a script builds. */
export interface ScriptBinary {
  /** The name that the script gives it; each has another one. */
  readonly name: string;
  readonly target: Target;
  /** Lower-case hex; what has none is built and not checked. */
  readonly sha256?: string;
}

/** All that a script needs to know. */
export interface ScriptedBuild {
  readonly files: readonly ProjectFile[];
  readonly settings: Settings;
  readonly release: string;
  readonly binaries: readonly ScriptBinary[];
}

/** Variables of the user's own that would change the bytes (`go help environment`). */
const inherited = [
  'GOROOT',
  'GOFLAGS',
  'GOEXPERIMENT',
  'GOFIPS140',
  'GODEBUG',
  'GO111MODULE',
  'GO386',
  'GOAMD64',
  'GOARM',
  'GOARM64',
  'GOMIPS',
  'GOMIPS64',
  'GOPPC64',
  'GORISCV64',
  'GOWASM',
];

/** Bytes that one printf writes: a line that editors and terminals still bear. */
const printed = 4096;

/**
 * A script for any POSIX shell. It leaves the binaries in the folder in which it is run, prints their SHA-256, and ends with
 * an exit code other than 0 when one is not as it should be.
 */
export function shScript(build: ScriptedBuild): string {
  const { files, binaries } = build;
  const folders = [...new Set(files.flatMap(({ path }) => folderOf(path)))];
  return [
    '#!/bin/sh',
    `# Builds ${list(binaries)} with ${build.release} and checks the bytes. It needs Go 1.21 or later.`,
    'set -eu',
    'out=$(pwd)',
    'work=$(mktemp -d)',
    `trap 'rm -rf "$work"' EXIT`,
    'cd "$work"',
    ...folders.map((folder) => `mkdir -p ${quoteForSh(`./${folder}`)}`),
    ...files.flatMap(shFile),
    `unset ${inherited.join(' ')} || :`,
    `export GOENV=off GOWORK=${workspace(files)}`,
    ...binaries.map((binary) => shBuild(build, binary)),
    'cd "$out"',
    ...shCheck(binaries),
    '',
  ].join('\n');
}

function shFile(file: ProjectFile): string[] {
  const to = quoteForSh(`./${file.path}`);
  const isPlain = typeof file.content === 'string' && !/[^\P{C}\n\t]/u.test(file.content);
  if (isPlain) return [`printf %s ${quoteForSh(file.content as string)} > ${to}`];
  const bytes = bytesOf(file);
  const lines = [`: > ${to}`];
  for (let at = 0; at < bytes.length; at += printed) {
    const octal = Array.from(
      bytes.subarray(at, at + printed),
      (byte) => `\\${byte.toString(8).padStart(3, '0')}`,
    );
    lines.push(`printf '${octal.join('')}' >> ${to}`);
  }
  return lines;
}

function shBuild(build: ScriptedBuild, { name, target }: ScriptBinary): string {
  const { variables, argv } = commandFor(build, name, target);
  const assignments = variables.map(([variable, value]) => `${variable}=${quoteForSh(value)}`);
  return [...assignments, ...argv.map(quoteForSh), '-o', `"$out"/${quoteForSh(name)}`, '.'].join(' ');
}

function shCheck(binaries: readonly ScriptBinary[]): string[] {
  const names = binaries.map(({ name }) => quoteForSh(`./${name}`)).join(' ');
  const sums = quoteForSh(checksumList(checked(binaries)));
  return [
    'if command -v sha256sum > /dev/null; then sum=sha256sum; else sum="shasum -a 256"; fi',
    `$sum ${names}`,
    ...(checked(binaries).length > 0 ? [`printf %s ${sums} | $sum -c -`] : []),
  ];
}

/** The same for PowerShell 7.3 or later, on any system. */
export function powerShellScript(build: ScriptedBuild): string {
  const { files, binaries } = build;
  const names = [...inherited, 'GOENV', 'GOWORK', 'GOTOOLCHAIN', 'CGO_ENABLED', 'GOOS', 'GOARCH'];
  return [
    '#requires -Version 7.3',
    `# Builds ${list(binaries)} with ${build.release} and checks the bytes. It needs Go 1.21 or later.`,
    `$ErrorActionPreference = 'Stop'`,
    '$out = (Get-Location).Path',
    '$work = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())',
    `$names = ${names.map(powerShellString).join(', ')}`,
    '$before = @{}',
    'foreach ($name in $names) { $before[$name] = [Environment]::GetEnvironmentVariable($name) }',
    'function Put($path, $content) {',
    '  $file = Join-Path $work $path',
    '  [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($file))',
    '  [IO.File]::WriteAllBytes($file, [Convert]::FromBase64String($content))',
    '}',
    'try {',
    ...files.map((file) => `  Put ${powerShellString(file.path)} '${base64(bytesOf(file))}'`),
    '  Set-Location $work',
    ...binaries.flatMap((binary) => powerShellBuild(build, binary).map((line) => `  ${line}`)),
    '} finally {',
    '  Set-Location $out',
    '  foreach ($name in $names) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }',
    '  Remove-Item -Recurse -Force $work',
    '}',
    '$failed = 0',
    ...binaries.flatMap(powerShellCheck),
    'exit $failed',
    '',
  ].join('\n');
}

function powerShellBuild(build: ScriptedBuild, { name, target }: ScriptBinary): string[] {
  const { variables, argv } = commandFor(build, name, target);
  const set: [string, string][] = [['GOENV', 'off'], ['GOWORK', workspace(build.files)], ...variables];
  return [
    'foreach ($name in $names) { [Environment]::SetEnvironmentVariable($name, $null) }',
    ...set.map(([variable, value]) => `$env:${variable} = ${powerShellString(value)}`),
    `${powerShellCommand(argv)} -o (Join-Path $out ${powerShellString(name)}) .`,
    'if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }',
  ];
}

function powerShellCheck({ name, sha256 }: ScriptBinary): string[] {
  const file = powerShellString(name);
  const sum = `$sum = (Get-FileHash -Algorithm SHA256 -LiteralPath (Join-Path $out ${file})).Hash.ToLower()`;
  const compare = `if ($sum -ne '${sha256}') { Write-Output 'FAILED'; $failed = 1 }`;
  return [sum, `Write-Output ($sum + '  ' + ${file})`, ...(sha256 === undefined ? [] : [compare])];
}

/** The command up to its output. */
function commandFor(
  { settings, release }: ScriptedBuild,
  name: string,
  target: Target,
): Pick<BuildCommand, 'variables' | 'argv'> {
  const { variables, argv } = buildCommand(target, settings, release, name);
  return { variables, argv: argv.slice(0, -3) };
}

/** A workspace of the project's own counts, one of a folder above never does. */
const workspace = (files: readonly ProjectFile[]) =>
  files.some(({ path }) => path === 'go.work') ? '' : 'off';

const checked = (binaries: readonly ScriptBinary[]) =>
  binaries.flatMap(({ name, sha256 }) => (sha256 === undefined ? [] : [{ name, sha256 }]));

const folderOf = (path: string) => (path.includes('/') ? [path.slice(0, path.lastIndexOf('/'))] : []);

const list = (binaries: readonly ScriptBinary[]) =>
  binaries.map(({ target }) => targetLabel(target)).join(', ');

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
