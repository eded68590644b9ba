// Colours go.mod and go.work files (go.dev/ref/mod#go-mod-file).

import type { languages } from 'monaco-editor/editor';

/** The Monarch grammar of go.mod. */
export const goMod: languages.IMonarchLanguage = {
  directives: [
    'module',
    'go',
    'toolchain',
    'godebug',
    'require',
    'tool',
    'ignore',
    'exclude',
    'replace',
    'retract',
    'use',
  ],
  tokenizer: {
    root: [
      [/\/\/.*$/, 'comment'],
      [/"(?:[^"\\]|\\.)*"|`[^`]*`/, 'string'],
      [/=>/, 'keyword'],
      [/\bv\d+\.\d+\.\d+[\w.+-]*/, 'number'],
      [/^\s*(\w+)/, { cases: { '$1@directives': 'keyword', '@default': '' } }],
      [/\b\d+(?:\.\d+)*(?:rc\d+)?(?=\s|$)/, 'number'],
      [/[()]/, '@brackets'],
      [/[^\s()"`]+/, ''],
    ],
  },
};
