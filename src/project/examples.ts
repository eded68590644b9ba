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

/** Names one of the examples. */
export type ExampleId = 'hello' | 'http-server' | 'packages' | 'stdin' | 'assembly';

/** A project to begin with. */
export interface Example {
  id: ExampleId;
  files: NewFile[];
  /** Where the example only makes sense for one target. */
  target?: Target;
  /** What the run starts with. */
  args?: string;
  stdin?: string;
}

/** The examples in the order of the menu; the first is the default project. */
export const EXAMPLES: [Example, ...Example[]] = [
  example('hello', hello),
  example('http-server', httpServer),
  example('packages', packages),
  {
    ...example('stdin', stdin),
    target: { goos: 'wasip1', goarch: 'wasm' },
    args: 'go',
    stdin: 'gopher\nhello, world\ngo is fun\nthe end\n',
  },
  example('assembly', assembly),
];

function example(id: ExampleId, archive: string): Example {
  return { id, files: parseTxtar(archive).files };
}
