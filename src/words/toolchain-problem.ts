// Says which prepared file could not be had, and what was wrong with it.
import type { ToolchainFault, ToolchainProblem } from '../project/toolchain-error.ts';
import { m } from './compiled/notices.js';

/** What was wrong with a prepared file. */
export function faultSentence(fault: ToolchainFault): string {
  switch (fault.code) {
    case 'status':
      return m.fault_status({ status: `${fault.status} ${fault.text}`.trim() });
    case 'size':
      return m.fault_size(fault);
    case 'hash':
      return m.fault_hash(fault);
    case 'not kept':
      return m.fault_not_kept();
    case 'newer':
      return m.fault_newer();
    case 'error':
      return fault.message;
  }
}

/** The file and what was wrong with it, in one line. */
export function problemLine({ file, fault }: ToolchainProblem): string {
  return m.problem_line({ file, fault: faultSentence(fault) });
}
