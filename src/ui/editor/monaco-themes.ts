// The colours of source in Monaco, chosen to meet AA contrast on the page's grounds.

import type { editor } from 'monaco-editor/editor';

/** Dark text on the page's light ground. */
export const lightTheme: editor.IStandaloneThemeData = {
  base: 'vs',
  inherit: true,
  rules: [
    { token: 'keyword', foreground: '0b5c8a' },
    { token: 'string', foreground: '9a3412' },
    { token: 'string.escape', foreground: '7a4b00' },
    { token: 'number', foreground: '1a6b3c' },
    { token: 'comment', foreground: '5d6b78', fontStyle: 'italic' },
    { token: 'type', foreground: '6b3fa0' },
  ],
  colors: {
    'editor.background': '#ffffff',
    'editor.foreground': '#1b2127',
    'editorLineNumber.foreground': '#606c78',
    'editorLineNumber.activeForeground': '#1b2127',
    'editorGutter.background': '#ffffff',
    focusBorder: '#0b6580',
    ...brackets('#1b2127'),
  },
};

/** Light text on the page's dark ground. */
export const darkTheme: editor.IStandaloneThemeData = {
  base: 'vs-dark',
  inherit: true,
  rules: [
    { token: 'keyword', foreground: '6cc7e6' },
    { token: 'string', foreground: 'e3a587' },
    { token: 'string.escape', foreground: 'e6c986' },
    { token: 'number', foreground: '9ad1a5' },
    { token: 'comment', foreground: '8b98a5', fontStyle: 'italic' },
    { token: 'type', foreground: 'c3a6ee' },
  ],
  colors: {
    'editor.background': '#12171c',
    'editor.foreground': '#e1e7ed',
    'editorLineNumber.foreground': '#8b98a5',
    'editorLineNumber.activeForeground': '#e1e7ed',
    'editorGutter.background': '#12171c',
    focusBorder: '#5cc8e8',
    ...brackets('#e1e7ed'),
  },
};

/** One colour for brackets of every depth: pairs show when the caret is at one of them. */
function brackets(colour: string): Record<string, string> {
  return Object.fromEntries(
    [1, 2, 3, 4, 5, 6].map((depth) => [`editorBracketHighlight.foreground${depth}`, colour]),
  );
}
