// Says why something in a container was not opened.
import type { SkipReason } from '../binary/containers/skipped.ts';
import { m } from './compiled/inspect.js';
import { formatBytes, formatCount } from './numbers.ts';

/** skipSentence says it as a reason behind the name of what was passed over. */
export function skipSentence(reason: SkipReason): string {
  switch (reason.code) {
    case 'encrypted':
      return m.skip_encrypted();
    case 'method':
      return m.skip_method({ method: reason.method });
    case 'cut':
      return m.skip_cut();
    case 'damaged':
      return reason.message ? m.skip_damaged_at({ message: reason.message }) : m.skip_damaged();
    case 'sparse':
      return m.skip_sparse();
    case 'depth':
      return m.skip_depth();
    case 'bomb':
      return m.skip_bomb();
    case 'limit':
      return limits[reason.of](reason.most);
  }
}

const limits = {
  bytes: (most: number) => m.skip_limit_bytes({ most: formatBytes(most) }),
  entries: (most: number) => m.skip_limit_entries({ most: formatCount(most) }),
  binaries: (most: number) => m.skip_limit_binaries({ most: formatCount(most) }),
};
