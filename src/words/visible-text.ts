// Makes the characters of a name visible that show as nothing, or that change the order of what stands around them.

/** Control and format characters (among them those for right-to-left), and separators of lines and paragraphs. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** visibleText writes such characters by their numbers, as \u{202e}; all else stays as it is. For showing only, never for use. */
export function visibleText(text: string): string {
  return text.replaceAll(hidden, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
