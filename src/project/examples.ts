// The example projects, which are txtar archives in examples/.

/// <reference types="vite/client" />
import type { Target } from './target.ts';
import assembly from './examples/assembly.txtar?raw';
import hello from './examples/hello.txtar?raw';
import httpServer from './examples/http-server.txtar?raw';
import packages from './examples/packages.txtar?raw';
import stdin from './examples/stdin.txtar?raw';
import type { NewFile } from './project.ts';
import { parseTxtar } from './txtar.ts';

/** A project to begin with. */
export interface Example {
  title: string;
  /** One sentence: the comment of the archive. */
  summary: string;
  files: NewFile[];
  /** Where the example only makes sense for one target. */
  target?: Target;
  /** What the run starts with. */
  args?: string;
  stdin?: string;
}

/** The examples in the order of the menu; the first is the default project. */
export const EXAMPLES: [Example, ...Example[]] = [
  example('Hello', hello),
  example('HTTP server', httpServer),
  example('Packages, generics and embed', packages),
  {
    ...example('Arguments and standard input', stdin),
    target: { goos: 'wasip1', goarch: 'wasm' },
    args: 'go',
    stdin: 'gopher\nhello, world\ngo is fun\nthe end\n',
  },
  example('Assembly per architecture', assembly),
];

function example(title: string, archive: string): Example {
  const { comment, files } = parseTxtar(archive);
  return { title, summary: comment.trim(), files };
}
