// What the smoke tests of other browsers than Chromium have in common: a program, and where things are in the page.

export const minutes = 60_000;

export const goMod = 'module example.com/smoke';

/** A program on one line, so that it is the same typed into any editor: none has a line to indent. */
export function sourceFor(browser: string): string {
  return `package main; import "fmt"; func main() { fmt.Println("Hello from ${browser}", len([]int{1, 2})) }`;
}

/** A program that asks for a name, on one line too. */
export const greeter =
  'package main; import "fmt"; func main() { fmt.Print("Your name? "); var name string; fmt.Scanln(&name); fmt.Printf("Hello, %s!\\n", name) }';

export const selectors = {
  target: 'input[role="combobox"][aria-label="Target"]',
  build: 'button.build',
  buildState: '[role="status"][aria-label="Build state"]',
  runState: '[role="status"][aria-label="Run state"]',
  runProject: 'header.head button.run',
  run: 'section[aria-label="Run"] header button',
  programOutput: 'section[aria-label="Terminal"] .xterm-rows',
  terminalInput: 'section[aria-label="Terminal"] textarea',
  editor: '.native-edit-context, .monaco-editor textarea.inputarea',
  sha256: (target: string) => `article[aria-label="Result for ${target}"] .hash code`,
};

/** What the page says when a build has ended, however. */
export const hasEnded = /^(Built for|The build for .* (failed|crashed|could not))/;
