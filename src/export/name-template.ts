// Names for downloads from a template in the manner of GoReleaser (goreleaser.com/customization/templates): a small part of Go's.
import { targetName, type Target } from '../project/target.ts';

/** GoReleaser's own default for a single binary, which tells the variants of a target apart. */
export const usualTemplate =
  '{{ .Binary }}_{{ .Os }}_{{ .Arch }}{{ with .Arm }}v{{ . }}{{ end }}{{ with .Mips }}_{{ . }}{{ end }}{{ if ne .Amd64 "v1" }}{{ .Amd64 }}{{ end }}';

/** Why a template gives no names. */
export type TemplateProblem =
  /** What stands in braces is not understood here. */
  | { readonly kind: 'action'; readonly action: string }
  | { readonly kind: 'end' }
  /** It gives a name that is none for a file. */
  | { readonly kind: 'name'; readonly name: string }
  /** Two binaries would have the same name. */
  | { readonly kind: 'same name'; readonly name: string };

/** A template that gives no names. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';

  constructor(readonly problem: TemplateProblem) {
    super(`template refused: ${problem.kind}`);
  }
}

/** What a template can name. Empty for what a target does not have. */
export type TemplateFields = Readonly<Record<string, string>>;

/** The fields of a binary. */
export function fieldsOf(binary: string, { goos, goarch, variant }: Target, version = ''): TemplateFields {
  const ofVariant = (variable: string) => (variant?.variable === variable ? variant.value : '');
  return {
    Binary: binary,
    ProjectName: binary,
    Version: version,
    Os: goos,
    Arch: goarch,
    Target: targetName({ goos, goarch }).replace('/', '_'),
    Arm: ofVariant('GOARM').replace(',', '_'),
    Arm64: ofVariant('GOARM64').replace(',', '_'),
    Amd64: goarch === 'amd64' ? ofVariant('GOAMD64') || 'v1' : 'v1',
    Mips: ofVariant('GOMIPS') || ofVariant('GOMIPS64'),
    I386: ofVariant('GO386'),
    Ppc64: ofVariant('GOPPC64'),
    Riscv64: ofVariant('GORISCV64'),
  };
}

/** A part of a template: text, or what stands between double braces. */
type Token = { text: string } | { action: string };

/**
 * The name that a template gives. It knows fields (`.Os`), `with .Field … end` with `.` inside, and `if .Field`, `if eq .Field
 * "text"`, `if ne .Field "text"` with `else`. Throws a TemplateError.
 */
export function nameFrom(template: string, fields: TemplateFields): string {
  const tokens: Token[] = template
    .split(/(\{\{.*?\}\})/s)
    .map((part) =>
      part.startsWith('{{') ? { action: part.slice(2, -2).replace(/^-|-$/g, '').trim() } : { text: part },
    );
  const name = new Reader(tokens, fields).all();
  if (name === '' || name.length > 200 || /[\\/:*?"<>|\p{Cc}\p{Cs}]|^\.|[. ]$/u.test(name))
    throw new TemplateError({ kind: 'name', name });
  return name;
}

/** Reads tokens from the first to the last, once. */
class Reader {
  #at = 0;

  constructor(
    readonly tokens: readonly Token[],
    readonly fields: TemplateFields,
  ) {}

  all(): string {
    const text = this.#text(this.fields['Binary'] ?? '', true);
    if (this.#at < this.tokens.length) throw new TemplateError({ kind: 'end' });
    return text;
  }

  /** The text up to an `end` or `else`, which stays to be read. Where it does not count, nothing is looked up in vain. */
  #text(dot: string, isTop = false): string {
    let text = '';
    for (let token = this.tokens[this.#at]; token; token = this.tokens[this.#at]) {
      if ('text' in token) text += token.text;
      else if (token.action === 'end' || token.action === 'else') {
        if (isTop) throw new TemplateError({ kind: 'end' });
        return text;
      } else if (/^(?:with|if)\b/.test(token.action)) {
        text += this.#block(token.action, dot);
        continue;
      } else text += this.#value(token.action, dot);
      this.#at += 1;
    }
    if (!isTop) throw new TemplateError({ kind: 'end' });
    return text;
  }

  #block(action: string, dot: string): string {
    const [, word = '', condition = ''] = /^(with|if)\s+(.*)$/s.exec(action) ?? [];
    const value = this.#condition(condition, dot);
    this.#at += 1;
    const then = this.#text(word === 'with' ? value : dot);
    const other = this.#isElse() ? this.#rest(dot) : '';
    this.#at += 1;
    return value === '' ? other : then;
  }

  #isElse(): boolean {
    const token = this.tokens[this.#at];
    return token !== undefined && 'action' in token && token.action === 'else';
  }

  #rest(dot: string): string {
    this.#at += 1;
    return this.#text(dot);
  }

  /** Empty for what Go takes for false. */
  #condition(condition: string, dot: string): string {
    const not = /^not\s+\(?(.*?)\)?$/s.exec(condition)?.[1];
    if (not !== undefined) return this.#condition(not, dot) === '' ? 'true' : '';
    const [, word, left = '', right = ''] = /^(eq|ne)\s+(\S+)\s+"([^"]*)"$/.exec(condition) ?? [];
    if (word === undefined) return this.#value(condition, dot);
    return (this.#value(left, dot) === right) === (word === 'eq') ? 'true' : '';
  }

  #value(action: string, dot: string): string {
    if (action === '.') return dot;
    const name = /^\.(\w+)$/.exec(action)?.[1];
    if (name === undefined || !Object.hasOwn(this.fields, name))
      throw new TemplateError({ kind: 'action', action });
    return this.fields[name] ?? '';
  }
}
