// What an archive of a set holds beside the binaries, and how they are named in it: as chosen last in this browser.
import { withEnding } from '../export/file-name.ts';
import {
  fieldsOf,
  nameFrom,
  TemplateError,
  usualTemplate,
  type TemplateProblem,
} from '../export/name-template.ts';
import type { Target } from '../project/target.ts';
import type { BuiltFile } from '../export/binary-facts.ts';
import { documentOf, listOf, sha256Of, type DocumentKind, type NamedText } from './documents.ts';
import type { ArchiveContents, NamedBinary } from './set-state.svelte.ts';

const key = 'anyport-archive-contents';

/** What can be chosen: the documents of each binary, and scripts. */
export const contentKinds = ['cyclonedx', 'spdx', 'provenance', 'scripts'] as const;
export type ContentKind = (typeof contentKinds)[number];

/** The choice, and the names that follow from it. */
export class SetContents {
  #kinds: ReadonlySet<ContentKind> = $state.raw(new Set());
  #template = $state(usualTemplate);

  constructor() {
    const kept = keptChoice();
    this.#kinds = new Set(contentKinds.filter((kind) => kept.kinds.includes(kind)));
    this.#template = kept.template;
  }

  get kinds(): ReadonlySet<ContentKind> {
    return this.#kinds;
  }

  get template(): string {
    return this.#template;
  }

  /** Empty for the usual one. */
  set template(template: string) {
    this.#template = template.trim() === '' ? usualTemplate : template;
    this.#keep();
  }

  toggle(kind: ContentKind): void {
    const next = new Set(this.#kinds);
    if (!next.delete(kind)) next.add(kind);
    this.#kinds = next;
    this.#keep();
  }

  /** Why the template gives no names for these targets; undefined when it does. */
  problem(binary: string, targets: readonly Target[]): TemplateProblem | undefined {
    const names = new Set<string>();
    try {
      for (const target of targets) {
        const name = this.nameOf(binary, target, false);
        if (names.has(name)) return { kind: 'same name', name };
        names.add(name);
      }
      return undefined;
    } catch (error) {
      if (error instanceof TemplateError) return error.problem;
      throw error;
    }
  }

  /** The name of a binary. Throws a TemplateError. */
  nameOf(binary: string, target: Target, isStripped: boolean): string {
    const base = binary.replace(/\.(exe|wasm)$/, '');
    const name = nameFrom(this.#template, fieldsOf(base, target));
    return withEnding(isStripped ? `${name}-stripped` : name, target);
  }

  /** For SetState.archive; `time` is that of the release, `site` the address of the page with a slash at the end. */
  contents(release: string, time: Date, site: string): ArchiveContents {
    return {
      nameOf: (binary, target, isStripped) => this.nameOf(binary, target, isStripped),
      beside: async (binaries) => {
        const texts = await this.#texts(binaries, release, time, site);
        return Promise.all(texts.map(entryOf));
      },
    };
  }

  async #texts(
    binaries: readonly NamedBinary[],
    release: string,
    time: Date,
    site: string,
  ): Promise<NamedText[]> {
    const kinds: DocumentKind[] = (['cyclonedx', 'spdx', 'provenance'] as const).filter((kind) =>
      this.#kinds.has(kind),
    );
    const texts: NamedText[] = [];
    if (kinds.length > 0)
      for (const { content, ...rest } of binaries) {
        const built: BuiltFile = { ...rest, release, bytes: new Uint8Array(await content.arrayBuffer()) };
        for (const kind of kinds) texts.push(await documentOf(kind, built, time, site));
      }
    // Scripts are of one kind of settings; the stripped ones have others.
    const scripted = binaries.filter(({ settings }) => settings === binaries[0]?.settings);
    const listed = scripted.map((binary) => ({ ...binary, release }));
    if (this.#kinds.has('scripts') && listed.length > 0)
      texts.push(listOf('sh', listed), listOf('powershell', listed));
    return texts;
  }

  #keep(): void {
    try {
      localStorage.setItem(key, JSON.stringify({ kinds: [...this.#kinds], template: this.#template }));
    } catch {
      // It holds until the page is left.
    }
  }
}

async function entryOf({ name, text, isExecutable }: NamedText) {
  const bytes = new TextEncoder().encode(text);
  return { name, isExecutable, content: new Blob([bytes]), sha256: await sha256Of(bytes) };
}

function keptChoice(): { kinds: readonly string[]; template: string } {
  try {
    const { kinds, template } = JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, unknown>;
    return {
      kinds: Array.isArray(kinds) ? kinds.map(String) : [],
      template: typeof template === 'string' && template.trim() !== '' ? template : usualTemplate,
    };
  } catch {
    return { kinds: [], template: usualTemplate };
  }
}
