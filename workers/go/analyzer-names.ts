// Gives the findings of vet the names of their analyzers.
import type { Diagnostic } from '../../src/project/diagnostic.ts';
import { workFolder } from './mounted-project.ts';
import type { Finding } from './vet-output.ts';

/**
 * The diagnostics with the analyzers that vet has named. `known` remembers them by place and message: of a package that has not
 * changed go prints what it kept, and starts no vet.
 */
export function withAnalyzers(
  diagnostics: readonly Diagnostic[],
  findings: readonly Finding[],
  known: Map<string, string>,
): Diagnostic[] {
  for (const { position, message, analyzer } of findings) known.set(`${position}: ${message}`, analyzer);
  return diagnostics.map((diagnostic) => {
    const { file, line, column, message } = diagnostic;
    const analyzer = known.get(`${workFolder}/${file}:${line}:${column}: ${message}`);
    return analyzer === undefined ? diagnostic : { ...diagnostic, analyzer };
  });
}
