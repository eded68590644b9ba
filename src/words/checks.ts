// Sentences about what checks have changed in the project.
import { m } from './compiled/notices.js';

/** What a check has done to so many files of the project. */
export function changedByCheck(how: 'format' | 'fix' | 'test', count: number): string {
  if (how === 'format') return m.changed_format({ count });
  return how === 'fix' ? m.changed_fix({ count }) : m.changed_test({ count });
}
