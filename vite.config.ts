// How the page is built: relative URLs, module workers, licence notices, test projects.

import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { transformWithOxc, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { hostFiles } from './toolchain/host-files.ts';
import { withPolicy } from './toolchain/policy.ts';
import { compileWords } from './checks/words.ts';

/** With ANYPORT_SHELL_ONLY=1 the toolchain stays in public/ and is served from there: `npm start` and the tests do so. */
const shellOnly = process.env['ANYPORT_SHELL_ONLY'] === '1';

compileWords();

/** Milliseconds after which a unit test hangs for sure, on any machine. */
const hangs = 60_000;

export default defineConfig({
  // Relative, so that the page works in any folder of any static host.
  base: './',
  plugins: [
    svelte({ configFile: false }),
    wordsOnChange(),
    notices(),
    ...(shellOnly ? [publicWithoutToolchain()] : []),
    programFrame(),
    policy(),
    compressedAhead(),
    withoutNetwork(),
  ],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    copyPublicDir: !shellOnly,
    // Monaco is one big chunk on purpose: it loads after the page is usable.
    chunkSizeWarningLimit: 5000,
  },
  // Monaco and the workers are imported late: what they need, found only then, would reload the page (in `vite dev` only).
  optimizeDeps: { entries: ['src/main.ts', 'src/ui/editor/monaco.ts', 'workers/*.worker.ts'] },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          testTimeout: hangs,
          hookTimeout: hangs,
          include: ['{src,workers,toolchain,parity,conformance,bench,checks}/**/*.test.ts'],
          exclude: ['**/*.oracle.test.ts', 'node_modules/**'],
        },
      },
      { extends: true, test: { name: 'oracle', include: ['{src,workers,toolchain}/**/*.oracle.test.ts'] } },
    ],
  },
});

const PACKAGES = [
  'svelte',
  '@messageformat/runtime',
  'make-plural',
  'monaco-editor',
  '@bjorn3/browser_wasi_shim',
  '@xterm/addon-fit',
  '@xterm/addon-search',
  '@xterm/xterm',
  'clsx',
  'comlink',
  'd3-hierarchy',
  'fflate',
  'fzstd',
  'idb-keyval',
  'qr',
  'vite-plugin-pwa',
  'workbox-core',
  'workbox-precaching',
  'workbox-routing',
  'workbox-strategies',
  'workbox-window',
];

/** In `vite dev`, compiles the messages again when one of them is saved. */
function wordsOnChange(): Plugin {
  return {
    name: 'words-on-change',
    apply: 'serve',
    configureServer(server) {
      server.watcher.on('change', (file) => {
        if (/src\/words\/messages\//.test(file)) compileWords();
      });
    },
  };
}

/** Serves and writes NOTICES.txt: the licences of everything from npm that reaches the page. */
function notices(): Plugin {
  return {
    name: 'notices',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((part) => part.type === 'chunk');
      const used = new Set(chunks.flatMap((chunk) => chunk.moduleIds.map(packageOf)));
      const forgotten = [...used].filter((name) => name !== undefined && !PACKAGES.includes(name));
      if (forgotten.length > 0) this.error(`add the licences of ${forgotten.join(', ')} to PACKAGES`);
      this.emitFile({ type: 'asset', fileName: 'NOTICES.txt', source: noticesText() });
    },
    configureServer(server) {
      server.middlewares.use('/NOTICES.txt', (_, response) => response.end(noticesText()));
    },
  };
}

function packageOf(moduleId: string): string | undefined {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(moduleId)?.[1];
}

function noticesText(): string {
  return PACKAGES.map((name) => {
    const folder = new URL(`node_modules/${name}/`, import.meta.url);
    const { version, license } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
    const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|thirdpartynotices)/i.test(file));
    const body = texts.map((file) => readFileSync(new URL(file, folder), 'utf8').trim());
    return [`${name} ${version} (${license})`, '='.repeat(72), ...body].join('\n\n');
  }).join('\n\n\n');
}

/**
 * Puts the policy into the page, and beside it for hosts that can send it. Not in `vite dev`, whose client is an inline
 * script and listens on a WebSocket.
 */
function policy(): Plugin {
  return {
    name: 'policy',
    apply: 'build',
    // Last: inline scripts are hashed as they stand in the finished page.
    transformIndexHtml: { order: 'post', handler: (html) => withPolicy(html) },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const page = bundle['index.html'];
        if (page?.type !== 'asset') return; // a worker's bundle
        const frame = bundle['program-frame.html'];
        const files = hostFiles(String(page.source), frame?.type === 'asset' ? String(frame.source) : '');
        for (const [fileName, source] of Object.entries(files))
          this.emitFile({ type: 'asset', fileName, source });
      },
    },
  };
}

/**
 * The document in which js/wasm programs run: one file with its script in it, under its own policy. It has no part of the
 * page, and the page none of it.
 */
function programFrame(): Plugin {
  const fileName = 'program-frame.html';
  const source = async () => {
    const [html, script] = ['html', 'ts'].map((ending) =>
      readFileSync(new URL(`src/frame/program-frame.${ending}`, import.meta.url), 'utf8'),
    ) as [string, string];
    const { code } = await transformWithOxc(script, 'program-frame.ts', { sourcemap: false });
    // It was a module for its types, which are gone.
    const classic = code.replace(/^export \{\};$/m, '');
    return withPolicy(
      html.replace('/* program-frame.ts */', () => classic),
      fileName,
    );
  };
  return {
    name: 'program-frame',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        if (!('index.html' in bundle)) return; // a worker's bundle
        this.emitFile({ type: 'asset', fileName, source: await source() });
      },
    },
    configureServer(server) {
      server.middlewares.use(`/${fileName}`, (_, response) => {
        void source().then((html) => response.setHeader('Content-Type', 'text/html').end(html));
      });
    },
  };
}

/** Copies public/ except the toolchain, which is too large to have twice. */
function publicWithoutToolchain(): Plugin {
  const from = new URL('public/', import.meta.url);
  const toolchain = new URL('public/toolchain', import.meta.url).pathname;
  return {
    name: 'public-without-toolchain',
    writeBundle({ dir }) {
      if (dir === undefined || !existsSync(from)) return;
      cpSync(from, dir, { recursive: true, filter: (path) => !path.startsWith(toolchain) });
    },
  };
}

/**
 * Writes a .gz beside each text file, for hosts that send files compressed ahead, and a .br in a build for a site (it takes
 * ten seconds). The toolchain has its own.
 */
function compressedAhead(): Plugin {
  const isText = (path: string) =>
    /\.(js|css|html|svg|ttf|json|txt)$/.test(path) && !/^toolchain\b/.test(path);
  return {
    name: 'compressed-ahead',
    apply: 'build',
    writeBundle: {
      order: 'post', // what other plugins have copied is there by then
      sequential: true,
      handler({ dir = 'dist' }) {
        const paths = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter(isText);
        for (const path of paths) {
          const content = readFileSync(`${dir}/${path}`);
          writeFileSync(`${dir}/${path}.gz`, gzipSync(content, { level: 9 }));
          if (!shellOnly) writeFileSync(`${dir}/${path}.br`, brotliCompressSync(content));
        }
      },
    },
  };
}

/** The service worker with the list of the page's own files, and the web app manifest. The toolchain is not its business. */
function withoutNetwork(): Plugin[] {
  return VitePWA({
    strategies: 'injectManifest',
    srcDir: 'workers',
    filename: 'service-worker.ts',
    injectRegister: false, // src/clients/shell-update.ts does it
    registerType: 'prompt',
    injectManifest: {
      globPatterns: ['**/*.{js,css,html,svg,ttf}'],
      globIgnores: ['toolchain/**'],
      // Monaco's chunk is larger than the 2 MiB that workbox allows.
      maximumFileSizeToCacheInBytes: 16 << 20,
    },
    manifest: {
      name: 'Anyport',
      short_name: 'Anyport',
      description: 'The Go playground that compiles for every platform inside the browser',
      start_url: './',
      scope: './',
      display: 'standalone',
      background_color: '#f3f6f8',
      theme_color: '#0b6580',
      icons: [{ src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml' }],
    },
  });
}
