// Says what settings lead to, where that is told in several places.
import { m } from './compiled/project.js';

/** Said before a build that has to compile std, by what makes it so. */
export function stdNote(reason: 'these settings' | 'this variant' | 'this target'): string {
  if (reason === 'these settings') return m.std_settings();
  return reason === 'this variant' ? m.std_variant() : m.std_target();
}

/** Said beside a command that does not give the same bytes everywhere. */
export const trimpathCaution: () => string = m.trimpath_caution;
