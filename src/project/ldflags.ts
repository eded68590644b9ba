// The parts of -ldflags that have controls of their own: -s, -w and -X.

/** A string variable that the linker sets. */
export interface LinkedValue {
  /** Import path and variable, for example main.version. */
  name: string;
  value: string;
}

/** A value of -ldflags, taken apart. */
export interface LinkerFlags {
  /** The packages it applies to, as in all=-s; empty for the ones named on the command line. */
  pattern: string;
  stripsSymbols: boolean;
  stripsDwarf: boolean;
  values: LinkedValue[];
  /** All other words, in order. */
  others: string[];
}

/**
 * Takes a value of -ldflags apart as go does (cmd/go/internal/load/flag.go, cmd/internal/quoted). Undefined for one that go
 * refuses: a quote at the start, or one that is not closed. Controls are then of no use, and the text stays as it is.
 */
export function parseLdflags(text: string): LinkerFlags | undefined {
  const [, pattern = '', list = ''] = /^((?!-)[^=]*=)?([\s\S]*)$/.exec(text.trim()) ?? [];
  const words = splitQuoted(list);
  if (!words || /^['"]/.test(pattern)) return undefined;
  const flags: LinkerFlags = { pattern, stripsSymbols: false, stripsDwarf: false, values: [], others: [] };
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const assignment = word === '-X' ? words.shift() : /^-X=([\s\S]*)$/.exec(word)?.[1];
    if (word === '-s') flags.stripsSymbols = true;
    else if (word === '-w') flags.stripsDwarf = true;
    else if (assignment?.includes('=')) flags.values.push(linkedValue(assignment));
    else flags.others.push(word, ...(word === '-X' && assignment !== undefined ? [assignment] : []));
  }
  return flags;
}

/** The value of -ldflags, its words in a fixed order. Throws when a value cannot be written: see canQuote. */
export function formatLdflags({ pattern, stripsSymbols, stripsDwarf, values, others }: LinkerFlags): string {
  const words = [
    ...(stripsSymbols ? ['-s'] : []),
    ...(stripsDwarf ? ['-w'] : []),
    ...values.flatMap(({ name, value }) => ['-X', `${name}=${value}`]),
    ...others,
  ];
  return words.length === 0 ? '' : pattern + words.map(quoteForGo).join(' ');
}

/** The settings of the linker with symbols and debug information left out, whatever else they ask for. */
export function stripped(ldflags: string): string {
  const flags = parseLdflags(ldflags);
  return flags ? formatLdflags({ ...flags, stripsSymbols: true, stripsDwarf: true }) : ldflags;
}

/** False for a text with both kinds of quotes: go has no way to write it as one word. */
export function canQuote(text: string): boolean {
  return !(text.includes("'") && text.includes('"'));
}

function linkedValue(assignment: string): LinkedValue {
  const at = assignment.indexOf('=');
  return { name: assignment.slice(0, at), value: assignment.slice(at + 1) };
}

/** Words as in quoted.Split: quotes count at the start of a word only, and nothing is escaped. */
export function splitQuoted(text: string): string[] | undefined {
  const words: string[] = [];
  let rest = text.replace(/^[ \t\n\r]+/, '');
  while (rest !== '') {
    const [whole, double, single, bare] =
      /^(?:"([^"]*)"|'([^']*)'|([^"' \t\n\r][^ \t\n\r]*))/.exec(rest) ?? [];
    if (whole === undefined) return undefined;
    words.push(double ?? single ?? bare ?? '');
    rest = rest.slice(whole.length).replace(/^[ \t\n\r]+/, '');
  }
  return words;
}

/** As cmd/internal/quoted.Join does: go splits the value itself, no shell is involved (those are in shell-quote.ts). */
function quoteForGo(word: string): string {
  if (!canQuote(word)) throw new Error(`${word} has both kinds of quotes`);
  if (word !== '' && !/[ \t\n\r'"]/.test(word)) return word;
  return word.includes("'") ? `"${word}"` : `'${word}'`;
}
