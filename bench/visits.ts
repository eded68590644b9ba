// Comes back to the page: a first visit that fills the browser's caches, later ones that build at once.
import { median, type Bench } from './measurement.ts';
import { NativeProject } from './native-project.ts';
import { Playground } from './playground.ts';
import { readProgram } from './programs.ts';

/** A later visit, in milliseconds. */
export interface Visit {
  /** From the navigation until the page takes text and clicks. */
  untilReady: number;
  /** From then on to the binary. */
  untilBuilt: number;
  /** The same build by native Go. */
  native: number;
}

/** Who has built before, edits the program and leaves before each visit, so that there is something to build. */
export class Visitor {
  private constructor(
    readonly playground: Playground,
    private readonly native: NativeProject,
  ) {}

  /** Starts a browser and builds; when this resolves, everything is kept and the tools run at their full speed. */
  static async open({ url, go }: Bench): Promise<Visitor> {
    const program = readProgram('hello');
    const native = await NativeProject.open(go, program);
    const playground = await Playground.open(url);
    const visitor = new Visitor(playground, native);
    try {
      await playground.untilRich();
      await playground.write(program.main);
      await playground.until('ready');
      await playground.build();
      await playground.until('warm');
      await playground.untilKept();
      return visitor;
    } catch (error) {
      await visitor.close();
      throw error;
    }
  }

  /** Edits, opens the page anew, and builds as soon as it is ready. Throws an Error for other bytes than native Go's. */
  async comeBack(): Promise<Visit> {
    const { playground, native } = this;
    await playground.untilRich();
    await playground.edit('1');
    await native.edit('1');
    const natively = await native.build();
    await playground.reopen();
    const { ended, sha256 } = await playground.build();
    if (sha256 !== natively.sha256) throw new Error("after coming back: other bytes than native go's");
    await playground.traffic.untilQuiet();
    const untilReady = await playground.until('editable');
    return { untilReady, untilBuilt: ended - untilReady, native: natively.took };
  }

  async close(): Promise<void> {
    await this.playground.close();
    await this.native.remove();
  }
}

/** The visit in the middle, each time for itself. */
export function medianVisit(visits: readonly Visit[]): Visit {
  return {
    untilReady: median(visits.map(({ untilReady }) => untilReady)),
    untilBuilt: median(visits.map(({ untilBuilt }) => untilBuilt)),
    native: median(visits.map(({ native }) => native)),
  };
}
