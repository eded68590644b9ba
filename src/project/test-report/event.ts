// One line of `go test -json` (go doc test2json).

/** What `go test -json` tells of a test, a package, or a build. */
export interface TestEvent {
  action: string;
  /** Import path; of a build with the variant: `example.com/p [example.com/p.test]`. */
  package: string;
  /** Full name, subtests with slashes; absent for the package itself. */
  test?: string;
  /** Seconds. */
  elapsed?: number;
  output?: string;
  /** 'error' for what a test says when it fails, 'frame' for what package testing prints around; since Go 1.27. */
  outputType?: string;
}

/** The events in some output of `go test -json`; what is not one (a message of go itself) is left to `onOther`. */
export function testEvents(output: string, onOther: (line: string) => void = () => {}): TestEvent[] {
  return output.split('\n').flatMap((line) => {
    const event = line.startsWith('{') ? parsed(line) : undefined;
    if (!event && line !== '') onOther(line);
    return event ? [event] : [];
  });
}

function parsed(line: string): TestEvent | undefined {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
  const { Action: action, Package, ImportPath, Test: test, Elapsed: elapsed } = value;
  const { Output: output, OutputType: outputType } = value;
  const path = Package ?? ImportPath;
  if (typeof action !== 'string' || typeof path !== 'string') return undefined;
  return {
    action,
    package: path,
    ...(typeof test === 'string' && { test }),
    ...(typeof elapsed === 'number' && { elapsed }),
    ...(typeof output === 'string' && { output }),
    ...(typeof outputType === 'string' && { outputType }),
  };
}
