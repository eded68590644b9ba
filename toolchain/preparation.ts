// Prepares a release step by step, leaving alone what is there already.
import { copyFile, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { isStored, sha256, writeAtomically } from './content.ts';
import { lock, lockUnless, type Holder, type Lock } from './folder-lock.ts';
import type { NativeGo } from './go-command.ts';
import { storeGoroot } from './goroot-index.ts';
import { marksOf, marksOfPack, siteGrade, type Grade } from './grade.ts';
import { listSources } from './goroot-sources.ts';
import { findRelease, pinnedReleases } from './goroot.ts';
import type { FileRef, Releases, TargetInfo, TargetState } from './manifest.ts';
import { indexPackages } from './module-index.ts';
import { writeOverlay } from './overlay.ts';
import { storePack } from './pack.ts';
import { say, step } from './progress.ts';
import { ReleaseFolder, type Keys } from './release-folder.ts';
import { setFor, setsThatHold, type StdSet } from './std-sets.ts';
import { attemptLink, listTargets } from './targets.ts';
import { targetName } from '../src/project/target.ts';
import { linkProfile, storeTools, toolNames } from './tools.ts';

/** Raise one when the code that makes that part changes what it makes. */
const formats = { tools: 5, goroot: 5, targets: 2, pack: 5 };

/** Packs that come first: the one that most people download, and the one that runs in the page. */
const firstTargets = ['linux/amd64', 'wasip1/wasm'];

/**
 * A release on its way to public/toolchain/<release>/. While it is open no other process prepares with the same cache:
 * close() it.
 */
export class Preparation {
  private constructor(
    readonly go: NativeGo,
    readonly folder: ReleaseFolder,
    readonly grade: Grade,
    readonly close: () => Promise<void>,
  ) {}

  /**
   * Waits until no other process prepares, which is said; then gets the release's GOROOT and opens its folder below `out`.
   * @param cache Kept between runs: downloads, build caches, and the lock that keeps two preparations apart.
   * @param command The npm command that prepares, for those who wait for it.
   */
  static async begin(
    release: string | undefined,
    out: string,
    cache: string,
    command: string,
    grade: Grade = siteGrade,
  ): Promise<Preparation> {
    return Preparation.#open(release, out, cache, await lock(lockIn(cache), command, sayWaiting), grade);
  }

  /**
   * As `begin`, for the default release, unless another process prepares it and has these targets' packs of hello and all
   * that they need: undefined then.
   */
  static async beginUnlessThere(
    targets: readonly string[],
    out: string,
    cache: string,
    command: string,
  ): Promise<Preparation | undefined> {
    const enough = (holder: Holder) => hasPrepared(out, targets, holder);
    const held = await lockUnless(lockIn(cache), command, sayWaiting, enough);
    return held && Preparation.#open(undefined, out, cache, held, siteGrade);
  }

  static async #open(
    release: string | undefined,
    out: string,
    cache: string,
    held: Lock,
    grade: Grade,
  ): Promise<Preparation> {
    try {
      const go = await findRelease(release, path.resolve(cache));
      say(`${go.release} (${go.releaseTime}), GOROOT ${go.goroot}`);
      const folder = await ReleaseFolder.open(path.resolve(out, go.release), go.release, go.releaseTime);
      return new Preparation(go, folder, grade, () => held.release());
    } catch (error) {
      await held.release();
      throw error;
    }
  }

  /** Prepares tools, GOROOT and the list of targets, and writes manifest and releases.json. */
  async base(): Promise<void> {
    const { manifest, keys } = this.folder;
    await this.tools();
    const goroots = this.keysOf('goroot', formats.goroot, marksOf(this.grade));
    if (!isOneOf(keys.goroot, goroots) || !(await this.folder.hasIndexed(manifest.goroot))) {
      manifest.goroot = await this.goroot();
      keys.goroot = goroots[0];
    }
    const targets = this.keysOf('targets', formats.targets, [''])[0];
    if (keys.targets !== targets) {
      manifest.targets = await step('list targets', () => listTargets(this.go));
      keys.targets = targets;
      keys.packs = {}; // their turn brings the real attempt to link
    }
    for (const name of ['LICENSE', 'PATENTS']) {
      await copyFile(path.join(this.go.goroot, name), path.join(this.folder.path, name));
    }
    await this.folder.save();
    await listReleases(path.dirname(this.folder.path));
  }

  /** Names of the targets that can have a pack, in the order in which packs are worth having. */
  targets(wanted: 'all' | 'first-class' | readonly string[]): string[] {
    const possible = this.folder.manifest.targets.filter((target) => target.state.kind !== 'external-linker');
    const rank = (target: TargetInfo): number => {
      const first = firstTargets.indexOf(targetName(target));
      return first >= 0 ? first : target.firstClass ? firstTargets.length : firstTargets.length + 1;
    };
    const names = possible.sort((a, b) => rank(a) - rank(b)).map(targetName);
    if (wanted === 'all') return names;
    if (wanted === 'first-class') return names.filter((name) => this.isFirst(name));
    const unknown = wanted.filter((name) => !names.includes(name));
    if (unknown.length > 0)
      throw new Error(`${this.go.release} cannot link for ${unknown.join(', ')} without cgo`);
    return names.filter((name) => wanted.includes(name));
  }

  /** Attempts to link for a target and prepares its pack, unless it has this one or a bigger one. */
  async pack(target: string, wanted: StdSet): Promise<void> {
    const { manifest, keys } = this.folder;
    const set = setFor(target, wanted);
    const marks = marksOfPack(this.grade, target);
    const current = isCurrent(keys, this.go.release, target, set, marks);
    if (current && manifest.packs[target] && (await this.folder.hasIndexed(manifest.packs[target]))) return;

    const described = manifest.targets.find((candidate) => targetName(candidate) === target)!;
    described.state = await step(`link hello for ${target}`, () => attemptLink(this.go, described));
    const reason = refusal(described.state);
    if (reason !== undefined) {
      say(`  ${target} gets no pack: ${reason}`);
      delete manifest.packs[target];
    } else {
      const pack = await step(`pack ${target} (${String(set)})`, () =>
        storePack(this.go, target, set, this.folder.path, this.grade),
      );
      manifest.packs[target] = pack;
    }
    keys.packs[target] = this.keysOf(`pack ${String(set)}`, formats.pack, marks)[0]!;
    await this.folder.save();
  }

  private async tools(): Promise<void> {
    const { manifest, keys } = this.folder;
    const overlay = await writeOverlay(this.go.goroot, path.join(this.go.workFolder, 'overlay'));
    const profile = sha256(await readFile(linkProfile));
    const part = `tools ${overlay.hash} ${profile} ${toolNames.join(' ')}`;
    const wanted = this.keysOf(part, formats.tools, marksOf(this.grade));
    const stored = await Promise.all(Object.values(manifest.tools).map((tool) => this.folder.has(tool)));
    if (isOneOf(keys.tools, wanted) && stored.every(Boolean)) return;
    manifest.tools = await step('compile the tools to wasm', () =>
      storeTools(this.go, overlay.file, this.folder.path, this.grade.compression),
    );
    keys.tools = wanted[0];
  }

  private async goroot(): Promise<FileRef> {
    const goWasm = path.join(this.folder.path, this.folder.manifest.tools['go']!.path);
    const sources = await listSources(this.go.goroot);
    const entries = await step('index the packages of std', () => indexPackages(this.go, sources, goWasm));
    return step('store GOROOT', () =>
      storeGoroot(this.go.goroot, sources, entries, this.folder.path, this.grade.compression),
    );
  }

  private isFirst(target: string): boolean {
    const described = this.folder.manifest.targets.find((candidate) => targetName(candidate) === target);
    return firstTargets.includes(target) || described?.firstClass === true;
  }

  /** The key of a part in each of these grades. */
  private keysOf(part: string, format: number, marks: readonly string[]): string[] {
    return keysOf(this.go.release, part, format, marks);
  }
}

function lockIn(cache: string): string {
  return path.join(path.resolve(cache), 'locks', 'preparation');
}

function sayWaiting({ pid, command }: Holder): void {
  say(`process ${pid} (${command}) is preparing in this folder: waiting for it`);
}

function keysOf(release: string, part: string, format: number, marks: readonly string[]): string[] {
  return marks.map((mark) => sha256(`${release} ${part}${mark} ${format}`).slice(0, 16));
}

/** Whether a target's pack was made as it would be made now, and holds at least this set. */
function isCurrent(
  keys: Keys,
  release: string,
  target: string,
  set: StdSet,
  marks: readonly string[],
): boolean {
  return setsThatHold(set).some((std) =>
    isOneOf(keys.packs[target], keysOf(release, `pack ${String(std)}`, formats.pack, marks)),
  );
}

/** Whether another process has come so far that the default release has these packs of hello, and all that they need. */
async function hasPrepared(out: string, targets: readonly string[], { since }: Holder): Promise<boolean> {
  const listed = await readFile(path.join(out, 'releases.json'), 'utf8').catch(() => undefined);
  if (listed === undefined) return false;
  const release = (JSON.parse(listed) as Releases).default;
  // What the process found is checked, and made anew where it must be, before it saves for the first time.
  const saved = await stat(path.join(out, release, 'manifest.json')).catch(() => undefined);
  if (!saved || saved.mtimeMs < since) return false;
  const { manifest, keys } = await ReleaseFolder.open(path.join(out, release), release, '');
  return targets.every(
    (target) =>
      manifest.packs[target] &&
      isCurrent(keys, release, target, setFor(target, 'hello'), marksOfPack(siteGrade, target)),
  );
}

function isOneOf(key: string | undefined, keys: readonly string[]): boolean {
  return key !== undefined && keys.includes(key);
}

/** Why a target gives no binary; undefined when it gives one. */
function refusal(state: TargetState): string | undefined {
  return state.kind === 'external-linker' || (state.kind === 'broken' && !state.links)
    ? state.reason
    : undefined;
}

/** Writes releases.json: the releases that have a manifest below `out`, in the order of toolchain/releases.json. */
async function listReleases(out: string): Promise<void> {
  const order = pinnedReleases.map((pinned) => pinned.release);
  const rank = (release: string): number => (order.indexOf(release) + 1 || order.length + 1) - 1;
  const manifests = await Promise.all(
    (await readdir(out)).map(async (name) =>
      (await isStored(path.join(out, name, 'manifest.json'))) ? [name] : [],
    ),
  );
  const releases = manifests.flat();
  releases.sort((a, b) => rank(a) - rank(b) || (a < b ? 1 : -1));
  const listed: Releases = { default: releases[0]!, releases };
  await writeAtomically(path.join(out, 'releases.json'), JSON.stringify(listed, null, 1) + '\n');
}
