// Tests which presses are a combination, and how combinations are written.
import { expect, it } from 'vitest';
import { ariaKeys, isPressed, keysLabel, type KeyPress } from './keys.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

it('takes Ctrl and ⌘ alike, and no other modifier than those named', () => {
  expect(isPressed('Mod+Enter', press('Enter', { ctrlKey: true }))).toBe(true);
  expect(isPressed('Mod+Enter', press('Enter', { metaKey: true }))).toBe(true);
  expect(isPressed('Mod+Enter', press('Enter', { metaKey: true, shiftKey: true }))).toBe(false);
  expect(isPressed('Mod+Enter', press('Enter'))).toBe(false);
  expect(isPressed('Mod+K', press('k', { ctrlKey: true }))).toBe(true);
  expect(isPressed('F1', press('F1'))).toBe(true);
});

it('finds a letter by its position where Alt changes what it types', () => {
  const held = { altKey: true, shiftKey: true };
  expect(isPressed('Alt+Shift+C', press('Ç', { ...held, code: 'KeyC' }))).toBe(true);
  expect(isPressed('Alt+Shift+C', press('C', { ...held, code: 'KeyI' }))).toBe(true);
  expect(isPressed('Alt+Shift+C', press('Ç', { ...held, code: 'KeyX' }))).toBe(false);
});

it('writes combinations for the eye and for assistive technology', () => {
  expect(keysLabel('Mod+Shift+Enter', false)).toBe('Ctrl Shift ↵');
  expect(keysLabel('Mod+Shift+Enter', true)).toBe('⌘⇧↵');
  expect(ariaKeys(['Mod+Enter', 'Shift+Enter'])).toBe('Control+Enter Meta+Enter Shift+Enter');
});
