// Says what the example projects are.
import type { ExampleId } from '../project/examples.ts';
import { m } from './compiled/project.js';

/** The title of an example, as it stands in the menu. */
export function exampleTitle(id: ExampleId): string {
  return messages[id][0]();
}

/** One sentence about an example. */
export function exampleSummary(id: ExampleId): string {
  return messages[id][1]();
}

const messages = {
  hello: [m.example_hello, m.example_hello_summary],
  'http-server': [m.example_http_server, m.example_http_server_summary],
  packages: [m.example_packages, m.example_packages_summary],
  stdin: [m.example_stdin, m.example_stdin_summary],
  assembly: [m.example_assembly, m.example_assembly_summary],
} as const;
