// Finds the compiler's messages in what go printed.
import type { Diagnostic } from '../../src/project/diagnostic.ts';
import { testEvents } from '../../src/project/test-report/event.ts';

/** `./main.go:5:2: message`, also without column, also behind "vet: " (cmd/go prints paths relative to the package). */
const position = /^(?:vet: )?(?:\.\/)?((?:[^\s:]|(?<!^) )+\.(?:go|s|mod|work|h)):(\d+)(?::(\d+))?: (.*)$/;

/** What go has said in a way that people read; `go test -json` wraps the messages of its builds in events. */
export function messagesIn(output: string): string {
  if (!output.startsWith('{')) return output;
  const texts = testEvents(output).flatMap(({ action, output: text }) =>
    action === 'build-output' ? [text] : [],
  );
  return texts.join('');
}

/** The diagnostics of one build or vet, in order. Lines that begin with a tab continue the message before them. */
export function parseDiagnostics(output: string, severity: Diagnostic['severity'] = 'error'): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  let last: Diagnostic | undefined;
  for (const line of output.split('\n')) {
    const match = position.exec(line);
    if (match) {
      const [, file = '', number = '', column, message = ''] = match;
      last = { file, line: Number(number), message, severity, ...(column && { column: Number(column) }) };
      diagnostics.push(last);
    } else if (last && line.startsWith('\t')) last.message += `\n${line}`;
    else last = undefined;
  }
  return diagnostics;
}
