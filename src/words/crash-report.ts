// The text of a crash report: what somebody else needs to see the same crash.

import { isText, type ProjectFile } from '../project/file.ts';
import { formatTxtar } from '../project/txtar.ts';
import { m } from './compiled/crash-report.js';

/** A crash, with its circumstances. */
export interface CrashReport {
  /** What crashed: `build linux/amd64`, `run`. */
  what: string;
  release: string;
  browser: string;
  message: string;
  output: string;
  files: readonly ProjectFile[];
}

/** The report in Markdown, with the project as a txtar archive. */
export function crashReport({ what, release, browser, message, output, files }: CrashReport): string {
  const facts = [m.what({ what }), m.release({ release }), m.browser({ browser })];
  return [
    `### ${m.heading()}`,
    facts.map((fact) => `- ${fact}`).join('\n'),
    fenced(m.message(), message),
    fenced(m.output(), output),
    fenced(m.project(), formatTxtar({ comment: leftOut(files), files: files.filter(isText) })),
  ].join('\n\n');
}

/** Names the files that are no text, which a report does without. */
function leftOut(files: readonly ProjectFile[]): string {
  const binary = files.filter((file) => !isText(file));
  return binary.map(({ path, content }) => `${m.left_out({ path, bytes: content.length })}\n`).join('');
}

function fenced(title: string, text: string): string {
  // A fence must be longer than any run of back quotes inside it (CommonMark, fenced code blocks).
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${title}:\n\n${fence}\n${text.trimEnd()}\n${fence}`;
}
