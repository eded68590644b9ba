// What is said of links: why one is refused, and how a binary compares with what one promises.
import type { ForeignInput } from '../link/foreign-inputs.ts';
import type { ChangedInput } from '../link/input-record.ts';
import type { LinkProblem } from '../link/linked-project.ts';
import type { DifferingParts } from '../link/part-marks.ts';
import type { Verdict } from '../link/verdict.ts';
import { m } from './compiled/link.js';
import { pathProblemText } from './file-path.ts';

const megabyte = 1024 * 1024;

/** Why a link cannot be opened, or made. */
export function linkProblemText(problem: LinkProblem): string {
  switch (problem.kind) {
    case 'version':
      return m.problem_version(problem);
    case 'field':
      return m.problem_field(problem);
    case 'damaged':
      return m.problem_damaged();
    case 'malformed':
      return m.problem_malformed(problem);
    case 'too large':
      return m.problem_too_large({ megabytes: Math.round(problem.limit / megabyte) });
    case 'too many':
      return m.problem_too_many(problem);
    case 'no files':
      return m.problem_no_files();
    case 'path':
      return m.problem_path({ path: JSON.stringify(problem.path), reason: pathProblemText(problem.problem) });
    case 'same name':
      return m.problem_same_name(problem);
    case 'foreign input':
      return foreignInputText(problem.input);
  }
}

function foreignInputText(input: ForeignInput): string {
  if ('path' in input) return m.problem_foreign_path(input);
  return m.problem_foreign_flag({ flag: JSON.stringify(input.flag), where: input.where });
}

/** Why a binary is not the promised one: sentences, the most telling first. */
export function mismatchTexts(
  { otherRelease, changed, parts }: Extract<Verdict, { is: 'mismatch' }>,
  release: string,
): string[] {
  const inputs = changed.map(changedText);
  const ofRelease = otherRelease === undefined ? [] : [m.changed_release({ here: otherRelease, release })];
  const known = [...ofRelease, ...inputs];
  return [...(known.length > 0 ? known : [m.changed_nothing()]), ...(parts ? partsTexts(parts) : [])];
}

function changedText(change: ChangedInput): string {
  switch (change.input) {
    case 'file':
      return m.changed_file(change);
    case 'files':
      return m.changed_files();
    case 'settings':
      return m.changed_settings();
  }
}

function partsTexts({ headers, sections, sameCount }: DifferingParts): string[] {
  const parts = [...(headers ? [m.differs_headers()] : []), ...sections];
  return [
    ...(parts.length > 0 ? [m.differs({ parts: parts.join(', ') })] : []),
    ...(sameCount ? [] : [m.differs_count()]),
  ];
}
