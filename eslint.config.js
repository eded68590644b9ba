// Lint rules; above all they guard who may import whom (ARCHITECTURE.md, the rooms).

import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { importsRule } from './checks/rooms.js';

export default ts.config(
  {
    ignores: [
      '**/*.css',
      '**/*.html',
      'dist/',
      'public/',
      'node_modules/',
      '.cache/',
      'test-results/',
      'playwright-report/',
      'src/words/compiled/',
    ],
  },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    rules: {
      // TypeScript checks names, for each room with its own globals.
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      // State is replaced whole, never changed in place: a plain Map or Date inside a derived value is fine.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: ts.parser } },
  },
  { files: ['**/*.js'], languageOptions: { globals: globals.node } },

  {
    plugins: { rooms: { rules: { imports: importsRule } } },
    rules: { 'rooms/imports': 'error' },
  },
);
