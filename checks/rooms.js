// The rooms of the code and who may import whom, as a table and as the lint rule that guards it (ARCHITECTURE.md, Rooms).
import path from 'node:path';

/**
 * Each room by its folder, with the rooms whose code it may import and those of which it may know types only. A file
 * belongs to the innermost room that holds it; a room may always import itself. `packages` lists what it may import from
 * npm and Node, where that is restricted. Tests may cross rooms.
 *
 * @type {readonly { folder: string, imports: readonly string[], types?: readonly string[], packages?: readonly RegExp[], why: string }[]}
 */
export const rooms = [
  {
    folder: 'src/project',
    imports: [],
    types: ['toolchain/manifest.ts'],
    packages: [/^fflate$/],
    why: 'it is the ground floor, pure: it runs and is tested in Node',
  },
  {
    folder: 'src/binary',
    imports: ['src/project'],
    types: ['toolchain/manifest.ts'],
    packages: [/^fflate$/, /^fzstd$/],
    why: 'it is pure: it reads bytes, and runs and is tested in Node',
  },
  {
    folder: 'src/link',
    imports: ['src/project', 'src/binary'],
    packages: [/^fflate$/],
    why: 'it is pure: it reads what a stranger wrote, and runs and is tested in Node',
  },
  {
    folder: 'src/export',
    imports: ['src/project', 'src/binary'],
    types: ['toolchain/manifest.ts'],
    packages: [/^fflate$/],
    why: 'it is pure: it runs and is tested in Node',
  },
  {
    folder: 'src/terminal',
    imports: [],
    packages: [],
    why: 'it is pure: it knows keys, lines and cells, nothing of what runs or shows them',
  },
  {
    folder: 'src/words',
    imports: ['src/project', 'src/binary'],
    types: ['src/link', 'src/export', 'toolchain/manifest.ts'],
    packages: [],
    why: 'it makes sentences of what it is given, and does nothing else',
  },
  {
    folder: 'src/storage',
    imports: ['src/project'],
    types: ['toolchain/manifest.ts', 'workers/protocol'],
    packages: [/^idb-keyval$/, /^fflate$/],
    why: 'it keeps things, and knows nothing of who shows or makes them',
  },
  {
    folder: 'src/clients',
    imports: ['src/project', 'src/binary', 'src/storage'],
    types: ['toolchain/manifest.ts', 'workers/protocol', 'src/export'],
    packages: [/^comlink$/, /^workbox-window$/, /^virtual:pwa/],
    why: 'it is the page side of the workers, and knows nothing of what shows them',
  },
  {
    folder: 'src/state',
    imports: [
      'src/project',
      'src/binary',
      'src/link',
      'src/export',
      'src/terminal',
      'src/words',
      'src/storage',
      'src/clients',
    ],
    types: ['toolchain/manifest.ts', 'workers/protocol'],
    packages: [/^svelte(\/|$)/],
    why: 'the state does not know the components that show it, and reaches workers through their clients',
  },
  {
    folder: 'src/frame',
    imports: [],
    types: ['workers/protocol'],
    packages: [],
    why: 'it is a document of its own, with one script that imports nothing',
  },
  {
    folder: 'src/ui',
    imports: [
      'src/project',
      'src/binary',
      'src/link',
      'src/export',
      'src/terminal',
      'src/words',
      'src/state',
    ],
    types: ['toolchain/manifest.ts', 'workers/protocol', 'src/clients', 'src/storage'],
    why: 'components render the state and ask it; only it builds, runs and keeps',
  },
  {
    folder: 'src',
    imports: ['src/ui', 'src/words', 'src/state', 'src/storage', 'src/clients', 'src/project'],
    why: 'src/main.ts starts the page, nothing else',
  },
  {
    folder: 'workers/protocol',
    imports: [],
    types: ['src/project', 'src/binary', 'src/export', 'toolchain/manifest.ts'],
    packages: [],
    why: 'it holds the types of calls, nothing that runs',
  },
  {
    folder: 'workers/wasi',
    imports: [],
    packages: [/^@bjorn3\/browser_wasi_shim$/],
    why: 'the WASI host knows the shim and itself, nothing of Go or of this page',
  },
  {
    folder: 'workers/process',
    imports: ['workers/wasi', 'src/project'],
    packages: [/^@bjorn3\/browser_wasi_shim$/],
    why: 'processes know the WASI host, nothing of the toolchain they run',
  },
  {
    folder: 'workers/storage',
    imports: ['workers/wasi', 'src/project'],
    types: ['workers/protocol', 'toolchain/manifest.ts'],
    packages: [/^idb-keyval$/],
    why: 'it keeps things, and knows nothing of what makes them',
  },
  {
    folder: 'workers/toolchain',
    imports: ['workers/wasi', 'workers/process', 'workers/storage', 'src/project'],
    types: ['workers/protocol', 'toolchain/manifest.ts'],
    packages: [/^fflate$/],
    why: 'it mounts what is prepared, and knows nothing of the commands that open it',
  },
  {
    folder: 'workers/go',
    imports: [
      'workers/wasi',
      'workers/process',
      'workers/storage',
      'workers/toolchain',
      'src/project',
      'src/binary',
    ],
    types: ['workers/protocol', 'toolchain/manifest.ts'],
    packages: [/^@bjorn3\/browser_wasi_shim$/],
    why: 'it runs go commands, in a worker as under Node',
  },
  {
    folder: 'workers/node',
    imports: [
      'workers/wasi',
      'workers/process',
      'workers/toolchain',
      'workers/go',
      'src/project',
      'src/link',
      'toolchain/progress.ts',
    ],
    types: ['workers/protocol', 'toolchain/manifest.ts'],
    why: 'it is the engine on a real disk',
  },
  {
    folder: 'workers/conformance',
    imports: ['workers/wasi', 'workers/process', 'workers/node', 'src/project', 'toolchain'],
    why: 'it tests the WASI host',
  },
  {
    folder: 'workers',
    imports: [
      'workers/wasi',
      'workers/process',
      'workers/storage',
      'workers/toolchain',
      'workers/go',
      'src/project',
      'src/binary',
      'src/export',
      'src/words',
    ],
    types: ['workers/protocol', 'toolchain/manifest.ts'],
    why: 'the entries know the engine, nothing of the page that starts them',
  },
  {
    folder: 'toolchain',
    imports: ['src/project'],
    why: 'toolchain/ prepares files and knows nothing of the app but the words of the ground floor',
  },
  {
    folder: 'e2e',
    imports: ['checks'],
    why: 'e2e drives the page from outside, as a user does',
  },
];

const isSvelte = /^svelte(\/|$)|\.svelte(\.ts)?$/;
const withoutSvelte = [
  'src/project',
  'src/binary',
  'src/link',
  'src/export',
  'src/terminal',
  'src/storage',
  'workers',
  'toolchain',
];

/** The innermost room of a path relative to the repository, with forward slashes. */
export function roomOf(file) {
  const holding = rooms.filter(({ folder }) => file.startsWith(`${folder}/`));
  return holding.sort((a, b) => b.folder.length - a.folder.length)[0];
}

const within = (file, places) =>
  places.some((place) => file === place || (roomOf(file)?.folder ?? file).startsWith(place));

/**
 * Why a file may not import something; undefined when it may.
 *
 * @param {string} file Path of the importing file, relative to the repository.
 * @param {string} source What stands behind `from`.
 * @param {boolean} isType Whether only types are taken.
 */
export function objection(file, source, isType) {
  const room = roomOf(file);
  if (!room) return undefined;
  const message = `${room.folder} must not import ${source}: ${room.why}`;
  if (withoutSvelte.some((folder) => file.startsWith(`${folder}/`)) && isSvelte.test(source)) return message;
  if (!source.startsWith('.')) {
    const allowed = room.packages?.some((name) => name.test(source)) ?? true;
    return allowed || isType ? undefined : message;
  }
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), source.replace(/\?.*$/, '')));
  if (roomOf(target)?.folder === room.folder || within(target, room.imports)) return undefined;
  if (isType && within(target, room.types ?? [])) return undefined;
  if (room.folder === 'src' && !/^(src|workers|toolchain)\//.test(target)) return undefined;
  return message;
}

/** The lint rule: `rooms/imports`. */
export const importsRule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    if (/\.test\.ts$/.test(file) || file.includes('/testing/')) return {};
    const check = (node, isType) => {
      const source = node.source?.value;
      if (typeof source !== 'string') return;
      const message = objection(file, source, isType);
      if (message) context.report({ node, message });
    };
    const onlyTypes = (node) =>
      node.importKind === 'type' ||
      node.exportKind === 'type' ||
      (node.specifiers?.length > 0 && node.specifiers.every(({ importKind }) => importKind === 'type'));
    return {
      ImportDeclaration: (node) => check(node, onlyTypes(node)),
      ExportNamedDeclaration: (node) => check(node, onlyTypes(node)),
      ExportAllDeclaration: (node) => check(node, onlyTypes(node)),
      ImportExpression: (node) => check(node, false),
    };
  },
};
