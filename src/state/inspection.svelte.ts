// The inspector's state: which files are open, and which is shown.
import { m } from '../words/compiled/notices.js';
import type { Site } from '../clients/site.ts';
import type { Disassembly } from '../../workers/protocol/inspect.ts';
import type { InspectPlace, Panel } from './address.ts';
import { InspectClient } from '../clients/inspect-client.ts';
import { openFile } from '../clients/open-file.ts';
import { InspectedFile, type Origin } from '../clients/inspected-file.ts';
import type { PlaceState } from './place.svelte.ts';

/** What can be inspected. A Blob (a file the user picked) crosses to the worker without being read here. */
export interface Source extends Origin {
  name: string;
  bytes: Blob | Uint8Array;
}

/** Open files. The worker starts with the first file. */
export class Inspection {
  readonly #site: Pick<Site, 'manifest' | 'folder'>;
  #client: InspectClient | undefined;
  /** Files that are being opened. */
  #loads = 0;
  readonly #at: PlaceState;
  readonly #known = new Map<string, InspectedFile[]>();

  #files: readonly InspectedFile[] = $state.raw([]);
  #shown: InspectedFile | undefined = $state.raw();
  #other: InspectedFile | undefined = $state.raw();
  #opening: string | undefined = $state.raw();
  #failure: string | undefined = $state.raw();
  #cancel = new AbortController();
  /** Whether the user was just brought to a file, or from one panel into another: the panel takes the focus, and says so. */
  isArriving = $state(false);

  /** `site` has the toolchain’s objdump; `place` is where the page is. */
  constructor(site: Pick<Site, 'manifest' | 'folder'>, place: PlaceState) {
    this.#site = site;
    this.#at = place;
  }

  /** All open files, latest first. */
  get files(): readonly InspectedFile[] {
    return this.#files;
  }

  get shown(): InspectedFile | undefined {
    return this.#shown;
  }

  /** What the shown file is compared with. */
  get other(): InspectedFile | undefined {
    return this.#other;
  }

  /** Undefined while the inspector is closed. */
  get place(): InspectPlace | undefined {
    const { at } = this.#at;
    return at.view === 'inspect' ? at : undefined;
  }

  /** Name of the file that is being opened. */
  get opening(): string | undefined {
    return this.#opening;
  }

  /** Why the latest file could not be opened at all. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /**
   * Opens a file and shows it, in the panel the address names, which takes the focus. Who leaves the inspector meanwhile is
   * not called back. Never rejects: see failure.
   */
  async open(source: Source): Promise<void> {
    const [first] = await this.#load(source);
    if (!first) return;
    this.#display(first);
    if (this.place) this.isArriving = true;
  }

  /** Opens several files, one after another, and shows the first. */
  async openAll(sources: readonly Source[]): Promise<void> {
    for (const [i, source] of sources.entries()) {
      if (i === 0 || !this.#shown) await this.open(source);
      else await this.#load(source);
    }
  }

  /** Gives up what is being opened; a container stops at once, wherever its unpacking is. */
  cancelOpening(): void {
    this.#cancel.abort();
    this.#cancel = new AbortController();
  }

  /** Opens a file to compare the shown one with. */
  async openOther(source: Source): Promise<void> {
    const [first] = await this.#load(source);
    if (first) this.#other = first;
  }

  show(file: InspectedFile): void {
    this.#display(file);
    if (!this.place) this.goTo('summary');
  }

  compareWith(file: InspectedFile | undefined): void {
    this.#other = file;
  }

  /** Swaps the shown file and the one it is compared with. */
  swap(): void {
    [this.#shown, this.#other] = [this.#other, this.#shown];
  }

  /** Follows a link from one panel into another. */
  navigate(panel: Panel, item = ''): void {
    this.goTo(panel, item);
    this.isArriving = true;
  }

  /** Moves to a panel, or to an item of one. */
  goTo(panel: Panel, item = ''): void {
    this.#at.inspect(panel, item);
  }

  /** Disassembles one function of a file with the toolchain's own objdump. Rejects when that cannot be had. */
  async disassemble(file: InspectedFile, symbol: string): Promise<Disassembly> {
    const manifest = await this.#site.manifest();
    const { release, goroot, tools } = manifest;
    const { objdump } = tools;
    if (!objdump) throw new Error('this release has no objdump');
    const pattern = `^${symbol.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
    const folder = this.#site.folder(manifest);
    return file.disassemble({ folder, release, objdump, goroot }, { pattern, files: file.projectFiles });
  }

  /** Leaves the inspector; the files stay open for the next time. */
  leave(): void {
    this.#failure = undefined;
    this.#at.go(this.#at.code);
  }

  /**
   * Frees a file, here and in the worker; the worker goes with the last one. Another open file takes the place of the shown
   * one. What is still asked of the file rejects. Closing it a second time does nothing.
   */
  close(file: InspectedFile): void {
    if (!this.#files.includes(file)) return;
    const without = (files: readonly InspectedFile[]) => files.filter((other) => other !== file);
    this.#files = without(this.#files);
    if (file.key !== undefined) this.#keepKnown(file.key, without(this.#known.get(file.key) ?? []));
    if (this.#other === file) this.#other = undefined;
    if (this.#shown === file) this.#showAnother();
    file.close().catch(() => {}); // A worker that has ended holds nothing.
    this.#endIdleWorker();
  }

  /** Frees all files that were found in the container of one. */
  closeContainer({ container }: InspectedFile): void {
    for (const file of this.#files) if (container && file.container === container) this.close(file);
  }

  #display(file: InspectedFile): void {
    this.#shown = file;
    if (this.#other === file) this.#other = undefined;
  }

  async #load(source: Source): Promise<InspectedFile[]> {
    if (!this.place) this.goTo('summary');
    const known = source.key !== undefined ? this.#known.get(source.key) : undefined;
    if (known) return known;
    this.#failure = undefined;
    this.#opening = source.name;
    this.#loads++;
    try {
      const files = await this.#openFiles(source);
      this.#files = [...files, ...this.#files];
      if (source.key !== undefined) this.#keepKnown(source.key, files);
      return files;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return [];
      this.#failure = `${source.name}: ${error instanceof Error ? error.message : String(error)}`;
      return [];
    } finally {
      this.#loads--;
      if (this.#opening === source.name) this.#opening = undefined;
      this.#endIdleWorker();
    }
  }

  async #openFiles(source: Source): Promise<InspectedFile[]> {
    const { name, bytes } = source;
    const client = (this.#client ??= new InspectClient(() => this.#forget()));
    const { files, container } = await openFile(client, name, bytes, this.#cancel.signal);
    return files.map(
      (file) => new InspectedFile(client, file, { ...source, ...(container && { container }) }),
    );
  }

  #keepKnown(key: string, files: InspectedFile[]): void {
    if (files.length > 0) this.#known.set(key, files);
    else this.#known.delete(key);
  }

  #showAnother(): void {
    this.#shown = this.#files.find((file) => file !== this.#other) ?? this.#other;
    if (this.#other === this.#shown) this.#other = undefined;
  }

  /** Its memory would not be given back otherwise: a worker's heap grows and does not shrink. */
  #endIdleWorker(): void {
    if (this.#files.length > 0 || this.#loads > 0) return;
    this.#client?.close();
    this.#client = undefined;
  }

  /** The files died with the worker. */
  #forget(): void {
    this.#client = undefined;
    this.#known.clear();
    this.#files = [];
    this.#shown = undefined;
    this.#other = undefined;
    this.#failure = m.inspector_stopped();
  }
}
