// What a program that is no tool of the release sees of the file system: the project, and temporary folders of its own.
import { Folder } from '../wasi/folder.ts';
import { NullDevice } from '../wasi/null-device.ts';
import { RegularFile } from '../wasi/regular-file.ts';

/** Folders that are the very same for the program and for the tools. */
const shared = ['work'];

/** Where go puts what it builds to run it, each in a folder that is new and has a name that nobody can know before. */
const builtFolder = '/gotmp/';

/**
 * What `go test` reads when the program has ended, from the folder in which the program lies (cmd/go/internal/test: testlogArg
 * and coverProfTempFile).
 */
const readByGo = ['testlog.txt', '_cover_.out'];

/** What `go test` makes there for the program to write into. */
const writtenInto = 'gocoverdir';

/**
 * The file system of one foreign program. It has GOROOT and GOCACHE not even to read, and of the folder that it was built in
 * only what `go test` asks it to write: the archives there are linked into other programs after it.
 */
export class Confinement {
  readonly root = new Folder();
  readonly #built: Folder | undefined;
  readonly #own: Folder;

  /** `path` is that of the program in `tree`, which the tools see. */
  constructor(tree: Folder, path: string) {
    for (const name of shared) this.root.entries.set(name, tree.folder(name));
    for (const name of ['home', 'tmp', 'gotmp']) this.root.folder(name);
    this.root.put('dev/null', new NullDevice());
    const folder = path.slice(0, path.lastIndexOf('/'));
    this.#built = path.startsWith(builtFolder) ? tree.folder(folder) : undefined;
    this.#own = this.#built ? this.root.folder(folder) : this.root.folder('tmp');
    const coverage = this.#built?.entries.get(writtenInto);
    if (coverage) this.#own.entries.set(writtenInto, coverage);
  }

  /** Hands over what go reads of an ended program. */
  handOver(): void {
    for (const name of this.#built ? readByGo : []) {
      const file = this.#own.entries.get(name);
      if (file instanceof RegularFile) this.#built?.set(name, file);
    }
  }
}
