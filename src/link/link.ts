// Links: a whole project in the fragment of an address, in the newest version; every version ever written can be read.
import { decode1d, encode1d } from './codec-1d.ts';
import { recordOf } from './input-record.ts';
import { LinkError, type LinkedProject, type LinkProblem } from './linked-project.ts';

/** Readers by version. None is ever taken away: testdata has a real link of each. */
const decoders = new Map<string, (text: string) => LinkedProject>([['1d', decode1d]]);

const pattern = /^#?(\d{1,3}[a-z])\.(.*)$/s;

/** More characters than this hold more than any project may have. */
const longest = 24 * 1024 * 1024;

/**
 * The fragment of a project, without `#`. The same project always gives the same fragment. Throws a LinkError when the
 * project cannot be linked to.
 */
export function encodeLink(project: LinkedProject): string {
  return `1d.${encode1d(project)}`;
}

/** What encodeLink is given for a project whose binaries were built from it just as it is. */
export function withRecord(project: Omit<LinkedProject, 'record'>): LinkedProject {
  const { release, settings, files, targets } = project;
  const hasExpected = targets.some(({ expected }) => expected !== undefined);
  return hasExpected ? { ...project, record: recordOf(release, settings, files) } : project;
}

/** The project of a fragment, with or without `#`, or why it is refused. Never throws. */
export function decodeLink(fragment: string): { project: LinkedProject } | { problem: LinkProblem } {
  const [, version = '', text = ''] = pattern.exec(fragment) ?? [];
  const decode = decoders.get(version);
  if (version === '') return { problem: { kind: 'malformed', what: 'prefix' } };
  if (!decode) return { problem: { kind: 'version', version } };
  if (text.length > longest) return { problem: { kind: 'too large', limit: longest } };
  try {
    return { project: decode(text) };
  } catch (error) {
    if (error instanceof LinkError) return { problem: error.problem };
    throw error;
  }
}
