// Says what can be done about a build that did not give what was hoped for.
import type { Advice } from '../project/advice.ts';
import { m } from './compiled/project.js';

/** The heading and the text of an advice. */
export function adviceWords(advice: Advice): { title: string; text: string } {
  switch (advice.kind) {
    case 'cgo': {
      const { paths } = advice;
      const text = m.advice_cgo({ files: paths.join(', '), count: paths.length });
      return { title: m.advice_cgo_title(), text };
    }
    case 'unknown-import':
      return { title: m.advice_import_title(), text: m.advice_import() };
    case 'external-linker':
      return { title: m.advice_linker_title(), text: m.advice_linker() };
    case 'no-executable':
      return { title: m.advice_no_binary_title(), text: m.advice_no_binary() };
  }
}
