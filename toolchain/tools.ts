// Compiles Go's tools to wasip1/wasm.
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compressors, mapLimited } from './concurrency.ts';
import { gzipSame, storeRaw, writeAtomically } from './content.ts';
import { type NativeGo, run, runGo } from './go-command.ts';
import type { Compression } from './grade.ts';
import { importMemory } from './import-memory.ts';
import type { ToolRef } from './manifest.ts';

/**
 * The tools the page has. covdata is what `go test -cover` of several packages starts; `go test -json` needs no test2json,
 * because cmd/go has it inside.
 */
export const toolNames = [
  'go',
  'compile',
  'link',
  'asm',
  'gofmt',
  'vet',
  'buildid',
  'nm',
  'objdump',
  'cover',
  'preprofile',
  'covdata',
] as const;

/** Tools that answer -V=full (cmd/internal/objabi/flag.go, AddVersionFlag; vet has its own copy of the rule). */
const answersVersion = new Set(['compile', 'link', 'asm', 'vet', 'cover', 'preprofile']);

/** What a tool of a release prints for -V=full; empty for a tool without that flag. */
export function versionLine(tool: string, release: string): string {
  return answersVersion.has(tool) ? `${tool} version ${release}\n` : '';
}

/** @throws Error when the release's native tool answers otherwise: the rule of versionLine has changed. */
async function checkVersionLine(go: NativeGo, tool: string): Promise<void> {
  const line = versionLine(tool, go.release);
  if (line === '') return;
  const native = (await runGo(go, ['tool', '-n', tool])).trim();
  const { stdout } = await run(native, ['-V=full']);
  if (stdout !== line)
    throw new Error(`${native} -V=full printed ${JSON.stringify(stdout)}, not ${JSON.stringify(line)}`);
}

/** Where native `link` spends its time (README.md says how it was made): links are 6 % faster. The compiler has Go's own. */
export const linkProfile = fileURLToPath(new URL('link.pgo', import.meta.url));

/** Compiles all tools with the overlay into the work folder; `go build` spreads over the processors. */
async function compileTools(go: NativeGo, overlay: string, built: string): Promise<void> {
  await mkdir(built, { recursive: true });
  // The bootstrap tag leaves out what needs a network: net/http and TLS under cmd/go, telemetry everywhere. A quarter less.
  // Without the second version of encoding/json each tool is 0.25 MB smaller under gzip; the linker would note that in the
  // version that the tools tell, so it is told the plain one.
  const args = [
    'build',
    '-trimpath',
    '-tags=cmd_go_bootstrap',
    `-ldflags=-s -w -X=runtime.buildVersion=${go.release}`,
    '-buildvcs=false',
    `-overlay=${overlay}`,
  ];
  const build = (names: readonly string[], ...more: string[]) =>
    runGo(go, [...args, ...more, '-o', built + path.sep, ...names.map((tool) => `cmd/${tool}`)], {
      variables: { GOOS: 'wasip1', GOARCH: 'wasm', GOEXPERIMENT: 'nojsonv2' },
      cwd: path.join(go.goroot, 'src'),
    });
  await build(toolNames.filter((tool) => tool !== 'link'));
  await build(['link'], `-pgo=${linkProfile}`);
}

/** Stores a compiled tool below `folder`, raw, and with gzip for servers that send files compressed ahead. */
async function storeTool(
  go: NativeGo,
  tool: string,
  built: string,
  folder: string,
  compression: Compression,
): Promise<ToolRef> {
  const content = importMemory(await readFile(path.join(built, tool)), 'proc', 'memory');
  const ref = await storeRaw(folder, `tools/${tool}`, '.wasm', content);
  const compressed = await gzipSame(content, compression);
  await writeAtomically(path.join(folder, `${ref.path}.gz`), compressed);
  return { ...ref, gzipSize: compressed.length, versionLine: versionLine(tool, go.release) };
}

/** Compiles the tools and stores them below `folder`. `overlay` is the JSON file of the overlay. */
export async function storeTools(
  go: NativeGo,
  overlay: string,
  folder: string,
  compression: Compression,
): Promise<Record<string, ToolRef>> {
  for (const tool of toolNames) await checkVersionLine(go, tool);
  const built = path.join(go.workFolder, 'tools');
  await compileTools(go, overlay, built);
  const refs = await mapLimited(toolNames, compressors, (tool) =>
    storeTool(go, tool, built, folder, compression),
  );
  return Object.fromEntries(toolNames.map((tool, i) => [tool, refs[i]!]));
}
