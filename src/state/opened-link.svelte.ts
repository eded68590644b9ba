// A link that was opened: what it holds, its builds, and how they compare with what it promises.
import { pathsWindowsCannotHold } from '../link/check-project.ts';
import { decodeLink } from '../link/link.ts';
import type { LinkedProject, LinkedTarget, LinkProblem } from '../link/linked-project.ts';
import { verdictOn, type Verdict } from '../link/verdict.ts';
import { bytesOf } from '../project/file.ts';
import { requiredModules, type RequiredModule } from '../project/go-mod.ts';
import { findFile } from '../project/project.ts';
import { targetLabel } from '../project/target.ts';
import type { SetBuild } from './set-build.svelte.ts';
import type { SetState } from './set-state.svelte.ts';

/** A target of the link with the build for it, once one was asked for. */
export interface LinkedBuild {
  readonly linked: LinkedTarget;
  /** The target with its variant. */
  readonly label: string;
  readonly row: SetBuild | undefined;
  /** Undefined until a binary was compared. */
  readonly verdict: Verdict | undefined;
}

/**
 * The project of a link, apart from the visitor's own. Nothing of it is built before build() is called. Whoever opens it
 * calls close() when another one takes its place.
 */
export class OpenedLink {
  readonly project: LinkedProject | undefined;
  /** Why the link is refused. */
  readonly problem: LinkProblem | undefined;
  /** What go.mod requires. */
  readonly modules: readonly RequiredModule[];
  /** Whether the modules are in the project itself. */
  readonly isVendored: boolean;
  /** Paths that Windows cannot hold. */
  readonly unfitForWindows: readonly string[];
  readonly #set: SetState;
  /** By label; only mismatches, which take reading the binary. */
  #mismatches: ReadonlyMap<string, Verdict> = $state.raw(new Map());

  /** The link's targets in its order. */
  readonly builds: readonly LinkedBuild[] = $derived.by(() =>
    (this.project?.targets ?? []).map((linked) => {
      const label = targetLabel(linked.target);
      const row = this.#set.rows.find(({ name }) => name === label);
      return { linked, label, row, verdict: this.#verdict(linked, label, row) };
    }),
  );

  /** `fragment` is that of the address; `set` builds, and belongs to the link from now on. */
  constructor(
    readonly fragment: string,
    set: SetState,
  ) {
    const opened = decodeLink(fragment);
    this.#set = set;
    this.project = 'project' in opened ? opened.project : undefined;
    this.problem = 'problem' in opened ? opened.problem : undefined;
    const files = this.project?.files ?? [];
    const goMod = findFile(files, 'go.mod');
    this.modules = goMod ? requiredModules(new TextDecoder().decode(bytesOf(goMod))) : [];
    this.isVendored = findFile(files, 'vendor/modules.txt') !== undefined;
    this.unfitForWindows = pathsWindowsCannotHold(files.map(({ path }) => path));
  }

  get isBuilding(): boolean {
    return this.#set.isRunning;
  }

  /** Whether builds were asked for. */
  get isStarted(): boolean {
    return this.#set.rows.length > 0;
  }

  /**
   * Builds every target with `release`, that of this site, and compares what comes out. Resolves when all have ended. Never
   * rejects: what went wrong is in the rows.
   */
  async build(release: string): Promise<void> {
    const { project } = this;
    if (!project) return;
    this.#mismatches = new Map();
    const { files, settings, targets } = project;
    const input = { files: [...files], revision: 0, settings, alsoStripped: false };
    await this.#set.start(
      targets.map(({ target }) => target),
      input,
    );
    await this.#explain(project, release);
  }

  stop(): void {
    this.#set.stop();
  }

  /** The bytes that were built for a target. Rejects when the browser does not keep them any more. */
  async read({ binary, name }: SetBuild): Promise<Uint8Array<ArrayBuffer>> {
    if (!binary) throw new Error(`${name} is not built`);
    return this.#set.read(binary);
  }

  /** Ends what goes on; what was built is forgotten. */
  close(): void {
    this.#set.close();
  }

  #verdict({ expected }: LinkedTarget, label: string, row: SetBuild | undefined): Verdict | undefined {
    if (!row?.binary) return undefined;
    if (!expected) return { is: 'unknown' };
    return expected.sha256 === row.binary.sha256 ? { is: 'match' } : this.#mismatches.get(label);
  }

  /** Reads what is not as promised, to tell why. */
  async #explain(project: LinkedProject, release: string): Promise<void> {
    for (const { linked, label, row } of this.builds) {
      const binary = row?.binary;
      if (!binary || !linked.expected || linked.expected.sha256 === binary.sha256) continue;
      const bytes = await this.#set.read(binary).catch(() => new Uint8Array(0));
      const verdict = verdictOn(project, linked.expected, { sha256: binary.sha256, bytes, release });
      this.#mismatches = new Map([...this.#mismatches, [label, verdict]]);
    }
  }
}
