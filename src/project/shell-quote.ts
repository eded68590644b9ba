// Writes any word so that a shell takes it as that word and nothing else; everything that offers a command uses it.

/** Why a word cannot be written for a shell at all. */
export type QuoteProblem = 'line break' | 'control character';

/** A word that a shell has no way to take; whoever offers the command says so in its place. */
export class QuoteError extends Error {
  override readonly name = 'QuoteError';

  constructor(readonly problem: QuoteProblem) {
    super(`a ${problem} cannot be written for this shell`);
  }
}

/**
 * What a terminal would obey or hide instead of showing it: control characters (a pasted ^U wipes the line, ESC begins
 * a sequence) and characters that turn the direction of text around. They are written as numbers.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/**
 * A word for a POSIX shell (2.2.2 Single-Quotes in the Shell Command Language). A line feed stays one, inside of quotes;
 * other hidden characters come from printf, which every such shell has.
 */
export function quoteForSh(word: string): string {
  // Not with = at the start: zsh takes =ls for the path of ls.
  if (/^[\w.,+@%/:-][\w.,+@%/:=-]*$/.test(word)) return word;
  const parts = word.match(/(?:(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}])+|(?:\n|[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}])+/gu);
  return parts?.map((part) => (isHidden(part) ? printed(part) : single(part))).join('') ?? "''";
}

function isHidden(part: string): boolean {
  return part[0] !== '\n' && hidden.test(String.fromCodePoint(part.codePointAt(0) ?? 0));
}

function single(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function printed(text: string): string {
  // Never a line feed at the end, which the shell would take away.
  const bytes = [...new TextEncoder().encode(text)];
  return `"$(printf '${bytes.map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}')"`;
}

/** A word for a POSIX shell that reads one line only. Throws QuoteError for a line feed. */
export function quoteForShLine(word: string): string {
  if (word.includes('\n')) throw new QuoteError('line break');
  return quoteForSh(word);
}

/** A line for a shell as a recipe of make holds it, where only the dollar sign is make's own. */
export function quoteForMake(shellLine: string): string {
  return shellLine.replaceAll('$', '$$$$');
}

/**
 * A word for PowerShell 7.3 or later, which passes double quotes on to programs (about_Parsing, “Passing arguments that
 * contain quote characters”). A bare word with a dot after a dash would be cut in two, so only plain words stay bare.
 */
export function quoteForPowerShell(word: string): string {
  return /^(-?\w[\w/-]*(=\w+)?|(\.[\\/])?\w[\w.-]*|\.)$/.test(word) ? word : powerShellString(word);
}

/** An expression of PowerShell that gives the text. */
export function powerShellString(text: string): string {
  const parts = text.match(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu) ?? [''];
  // Typographic quotes end a string too (about_Quoting_Rules).
  const literal = (part: string) => `'${part.replace(/['‘’‚‛]/g, '$&$&')}'`;
  const units = (part: string) => part.split('').map((unit) => `[char]${unit.charCodeAt(0)}`);
  if (!parts.some((part) => hidden.test(part))) return literal(text);
  // What begins with a character would be added up as a number.
  return `(''+${parts.flatMap((part) => (hidden.test(part) ? units(part) : [literal(part)])).join('+')})`;
}

/** A command of PowerShell: the call operator makes a quoted name a command. */
export function powerShellCommand(argv: readonly string[]): string {
  const words = argv.map(quoteForPowerShell);
  return /^['(]/.test(words[0] ?? '') ? `& ${words.join(' ')}` : words.join(' ');
}

/**
 * A word at the prompt of Windows; a batch file would need its percent signs doubled. Throws QuoteError: cmd ends a
 * command at each line break, quoted or not, and has no other way to write one.
 */
export function quoteForCmd(word: string): string {
  refuseHidden(word);
  if (/^[\w.,+@/:=-]+$/.test(word)) return word;
  // Programs read backslashes and quotes by the rules of CommandLineToArgvW.
  const argument = `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
  // cmd takes no notice of \", so with inner quotes it must not see any quote at all: all that means something is escaped.
  return /["%]/.test(word) ? argument.replace(/[()%!^"<>&|]/g, '^$&') : argument;
}

/** Sets a variable at the prompt of Windows, for the commands behind it on the line. Throws QuoteError as quoteForCmd does. */
export function assignmentForCmd(name: string, value: string): string {
  refuseHidden(value);
  if (!/["%]/.test(value)) return `set "${name}=${value}" && `;
  // Without quotes of its own: no space may stand behind the value.
  return `set ${name}=${value.replace(/[()%!^"<>&|]/g, '^$&')}&& `;
}

/** A word for rc, the shell of Plan 9 (rc(1), quotation marks are doubled). Throws QuoteError for what it cannot print. */
export function quoteForRc(word: string): string {
  refuseHidden(word);
  return /^[\w.,+@%/:-]+$/.test(word) ? word : `'${word.replaceAll("'", "''")}'`;
}

function refuseHidden(word: string): void {
  if (/[\n\r]/.test(word)) throw new QuoteError('line break');
  if (hidden.test(word)) throw new QuoteError('control character');
}

/** A YAML scalar on one line (YAML 1.2.2, 7.3), with GitHub's own expressions switched off. */
export function quoteForYaml(text: string): string {
  const literal = text.replaceAll('${{', "${{ '${{' }}");
  if (/^[a-z][\w /.=-]*$/.test(literal)) return literal;
  // JSON is YAML, and writes what does not print as \u.
  if (hidden.test(literal)) return JSON.stringify(literal).replace(new RegExp(hidden, 'gu'), escaped);
  return `'${literal.replaceAll("'", "''")}'`;
}

function escaped(character: string): string {
  return character.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The name of a file as an operand: one that begins with a dash would be taken for a flag. */
export function fileOperand(name: string): string {
  return name.startsWith('-') ? `./${name}` : name;
}
