// Checks how GOCACHE is read, with entries that go1.27.3 wrote for fmt on linux/amd64.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actionPrefix, GoCache, parseActionLine, subkey } from './cache-entries.ts';

const buildId = 'ebPMQNPUHPdECDDp63KW/En4v7ZANH8hwerkK-2T0';
const archive = '79b3cc40d3d41cf7440830e9eb72961c87ba9efe6139be4aee8dc048baf085f1';
const printed = '54054a53b4a3e525df5747e81d9ec9b52f14de42adcd74cedaf313f89195ae32';
const sources = '3074461e6bb17f8b3796dba46e4cbec5652b723c02fea7c236fd608cba4c515e';
const archiveLine =
  'v1 79b3cc40d3d41cf7440830e9eb72961c87ba9efe6139be4aee8dc048baf085f1 d835a20f5377c86805515fe3b9093cc83d22ce1d63eb80db8a5ddea9d5d90de7              1044396  1795167801644306917\n';

describe('parseActionLine', () => {
  it('reads a line that go wrote', () => {
    expect(parseActionLine(archiveLine)).toEqual({
      action: archive,
      output: 'd835a20f5377c86805515fe3b9093cc83d22ce1d63eb80db8a5ddea9d5d90de7',
      size: 1044396,
    });
  });

  it('refuses anything else', () => {
    expect(() => parseActionLine(archiveLine.replace('v1', 'v2'))).toThrow('not an action entry');
    expect(() => parseActionLine(archiveLine.trimEnd())).toThrow('not an action entry');
    expect(() => parseActionLine('')).toThrow('not an action entry');
  });
});

it('finds the start of the action ID in a build ID', () => {
  expect(actionPrefix(buildId)).toBe(archive.slice(0, 30));
});

it('derives the IDs of by-products as cmd/go does', () => {
  expect(subkey(archive, 'stdout')).toBe(printed);
  expect(subkey(archive, 'srcfiles')).toBe(sources);
});

describe('GoCache', () => {
  let folder: string;
  const output = (digit: string): string => digit.repeat(64);
  const put = async (action: string, digit: string, content: string): Promise<void> => {
    const line = `v1 ${action} ${output(digit)} ${String(content.length).padStart(20)} ${'1'.padStart(20)}\n`;
    for (const [name, text] of [
      [`${action}-a`, line],
      [`${output(digit)}-d`, content],
    ] as const) {
      await mkdir(path.join(folder, name.slice(0, 2)), { recursive: true });
      await writeFile(path.join(folder, name.slice(0, 2), name), text);
    }
  };
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gocache-'));
    await put(archive, '1', '!<arch>');
    await put(printed, '2', '');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('finds archive, output, list of sources and generated files of a package', async () => {
    await put(sources, '3', './print.go\n_cgo_gotypes.go\n');
    await put(subkey(archive, '_cgo_gotypes.go'), '4', 'package fmt');
    const entries = await new GoCache(folder).packageEntries(buildId);
    expect(entries.map((entry) => entry.output)).toEqual(['1', '2', '3', '4'].map(output));
  });

  it('fails when a generated file is missing', async () => {
    await put(sources, '3', '_cgo_gotypes.go\n');
    await expect(new GoCache(folder).packageEntries(buildId)).rejects.toThrow('_cgo_gotypes.go');
  });

  it('fails when the archive is missing', async () => {
    await rm(path.join(folder, archive.slice(0, 2), `${archive}-a`));
    await expect(new GoCache(folder).packageEntries(buildId)).rejects.toThrow('no action for build ID');
  });
});
