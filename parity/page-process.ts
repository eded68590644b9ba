// Builds by the page's toolchain in a process of their own: several at a time, memory apart.
import type { ProjectFile } from '../src/project/file.ts';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BuildOutcome } from './outcome.ts';
import { PageGo } from './page-build.ts';

interface Request {
  target: string;
  files: ProjectFile[];
}

type Answer = { outcome: BuildOutcome } | { error: string };

/** A started process. */
export interface PageProcess {
  /** One at a time. Rejects when the toolchain crashes or a prepared file is damaged. */
  build(target: string, files: ProjectFile[]): Promise<BuildOutcome>;
  /** Lets the process end, once; whoever started it calls this. A process that has died needs no closing. */
  close(): void;
}

/** Starts a process that builds with the toolchain in `folder`. */
export function startPageProcess(folder: string): PageProcess {
  const child = fork(fileURLToPath(import.meta.url), [folder], { serialization: 'advanced' });
  const exited = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`the process with the page's toolchain ended: ${code ?? signal}`);
  });
  exited.catch(() => {}); // Raced below; closing is no error.
  return {
    async build(target, files) {
      const answered = once(child, 'message');
      child.send({ target, files } satisfies Request);
      const [answer] = (await Promise.race([answered, exited])) as [Answer];
      if ('error' in answer) throw new Error(answer.error);
      return answer.outcome;
    },
    close: () => {
      if (child.connected) child.disconnect();
    },
  };
}

function answerRequests(folder: string): void {
  const page = new PageGo(folder);
  process.on('message', ({ target, files }: Request) => {
    page.build(target, files).then(
      (outcome) => process.send!({ outcome } satisfies Answer),
      (error: Error) => process.send!({ error: error.stack ?? error.message } satisfies Answer),
    );
  });
}

// This file is both ends: imported it starts the process, forked it is the process.
if (process.send && process.argv[1] === fileURLToPath(import.meta.url)) answerRequests(process.argv[2]!);
