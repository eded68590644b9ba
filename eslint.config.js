// This file is responsible for lint rules; above all it guards who may import whom (ARCHITECTURE.md, the rooms).

import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const PURE = 'is pure so that it runs and is tested in Node';
const SVELTE = ['svelte', 'svelte/**', '**/*.svelte', '**/*.svelte.ts'];

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

  room('src/project/**', [
    no(
      [
        ...SVELTE,
        ...below('build', 'run', 'ui', 'export', 'inspect', 'inspection'),
        ...files('playground', 'draft'),
      ],
      `src/project ${PURE}, and stands below every other room`,
    ),
    no(['**/workers/**', '**/toolchain/**'], `src/project ${PURE}: only types cross this seam`, true),
  ]),
  room('src/inspect/**', [
    no(
      [...SVELTE, ...below('build', 'run', 'ui', 'export', 'inspection'), ...files('playground', 'draft')],
      `src/inspect ${PURE}`,
    ),
    no(['**/workers/**', '**/toolchain/**'], `src/inspect ${PURE}: only types cross this seam`, true),
  ]),
  room('src/export/**', [
    no(
      [...SVELTE, ...below('build', 'run', 'ui', 'inspection'), ...files('playground', 'draft')],
      `src/export ${PURE}`,
    ),
    no(['**/workers/**', '**/toolchain/**'], `src/export ${PURE}: only types cross this seam`, true),
  ]),
  room('src/{build,run}/**', [
    no(
      [...SVELTE, ...below('ui'), ...files('playground')],
      'src/build and src/run know nothing of what shows them',
    ),
  ]),
  room('src/inspection/**', [
    no(
      ['svelte', 'svelte/**', '**/*.svelte', ...below('ui', 'run'), ...files('playground')],
      'src/inspection starts the inspect worker and keeps the state; it knows nothing of what shows it',
    ),
  ]),
  room('src/*.svelte.ts', [
    no(['**/*.svelte', '**/ui/**'], 'the state does not know the components that show it'),
    no(
      ['**/workers/**', '**/toolchain/**'],
      'only src/build, src/run and src/inspection reach the workers; types are fine',
      true,
    ),
  ]),
  room('{src/App.svelte,src/ui/**}', [
    no([...below('build', 'run')], 'components ask the playground; only it builds and runs'),
    no(
      ['**/workers/**', '**/toolchain/**'],
      'components ask the playground; only types cross this seam',
      true,
    ),
  ]),
  room('workers/wasi/**', [
    no(
      ['../*', '!./*', '**/src/**', '**/toolchain/**', 'comlink', ...SVELTE],
      'the WASI host knows the shim and itself, nothing of Go or of this page',
    ),
  ]),
  room('workers/*.ts', [
    no(
      [...SVELTE, ...below('ui', 'build', 'run', 'inspection'), ...files('playground')],
      'workers know nothing of the page that starts them',
    ),
    no(['**/toolchain/**'], 'toolchain/ runs before the page exists; its types are fine', true),
  ]),
  room('toolchain/**', [
    no(
      ['**/src/**', '**/workers/**', 'svelte', 'svelte/**'],
      'toolchain/ prepares files and knows nothing of the app',
    ),
  ]),
  room('e2e/**', [
    no(['**/src/**', '**/workers/**', '**/toolchain/**'], 'e2e drives the page from outside, as a user does'),
  ]),
);

/** The import rules of one room. Tests may cross rooms. */
function room(files, patterns) {
  return {
    files: [files],
    ignores: ['**/*.test.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
  };
}

function no(group, message, allowTypeImports = false) {
  return { group, message, allowTypeImports };
}

/** Any path that leads into these folders of src. */
function below(...folders) {
  return folders.map((folder) => `**/${folder}/**`);
}

function files(...names) {
  return names.map((name) => `**/${name}*.ts`);
}
