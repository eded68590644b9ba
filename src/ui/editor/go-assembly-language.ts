// Colours Go assembly (go.dev/doc/asm), whatever the architecture.

import type { languages } from 'monaco-editor/editor';

/** The Monarch grammar of Go assembly: instructions are upper-case words at the start of a statement. */
export const goAssembly: languages.IMonarchLanguage = {
  pseudoRegisters: ['FP', 'PC', 'SB', 'SP'],
  directives: ['TEXT', 'DATA', 'GLOBL', 'PCDATA', 'FUNCDATA', 'PCALIGN', 'NO_LOCAL_POINTERS'],
  tokenizer: {
    root: [
      [/^\s*#\s*\w+/, 'keyword'],
      [/\/\/.*$/, 'comment'],
      [/\/\*/, 'comment', '@comment'],
      [/"(?:[^"\\]|\\.)*"/, 'string'],
      [/^\s*[A-Za-z_]\w*:/, 'type'],
      [
        /(^\s*|;\s*)([A-Z][A-Z0-9_]*(?:\.[A-Z]+)*)/,
        ['', { cases: { '$2@directives': 'keyword', '@default': 'keyword' } }],
      ],
      [/[\w·∕.<>]*·[\w·∕.]+/, 'type'],
      [/\$?-?0[xX][0-9a-fA-F]+|\$?-?\b\d+(?:\.\d+)?\b|\$(?=[\w(])/, 'number'],
      [/\b[A-Z][A-Z0-9]*\b/, { cases: { '@pseudoRegisters': 'string.escape', '@default': '' } }],
      [/[\w·]+/, ''],
    ],
    comment: [
      [/\*\//, 'comment', '@pop'],
      [/[^*]+|\*/, 'comment'],
    ],
  },
};
