// Key combinations as actions name them: “Mod+Shift+Enter”, where Mod is Ctrl, or ⌘ on Apple's keyboards.

/** What of a KeyboardEvent tells a combination. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Whether a press is a combination. On Apple's keyboards Alt changes what a key types, so there its position counts. */
export function isPressed(keys: string, press: KeyPress): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1)!;
  const wants = (modifier: string) => parts.slice(0, -1).includes(modifier);
  const hasMod = press.ctrlKey || press.metaKey;
  if (wants('Mod') !== hasMod || wants('Alt') !== press.altKey || wants('Shift') !== press.shiftKey)
    return false;
  return press.key.toUpperCase() === key.toUpperCase() || (press.altKey && press.code === `Key${key}`);
}

const signs: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧', Enter: '↵' };

/** A combination as it stands on the keys. */
export function keysLabel(keys: string, isApple: boolean): string {
  const parts = keys.split('+');
  if (isApple) return parts.map((part) => signs[part] ?? part).join('');
  return parts.map((part) => ({ Mod: 'Ctrl', Enter: '↵' })[part] ?? part).join(' ');
}

/** A combination as `aria-keyshortcuts` writes it (w3.org/TR/wai-aria-1.2/#aria-keyshortcuts). */
export function ariaKeys(keys: readonly string[]): string {
  return keys
    .flatMap((each) =>
      each.includes('Mod') ? [each.replace('Mod', 'Control'), each.replace('Mod', 'Meta')] : [each],
    )
    .join(' ');
}
