// Finds out at the start what a browser lacks for building Go.
import { m } from '../../words/compiled/shell.js';

const FEATURES: [name: () => string, isThere: () => boolean][] = [
  [m.feature_wasm, () => typeof WebAssembly === 'object' && 'compileStreaming' in WebAssembly],
  [m.feature_bigint, () => typeof BigInt64Array === 'function'],
  [m.feature_workers, hasModuleWorkers],
  [m.feature_decompression, () => typeof DecompressionStream === 'function'],
  [m.feature_sha256, () => globalThis.crypto?.subtle !== undefined],
];

/** The names of what is missing; empty when everything is there. */
export function missingFeatures(): string[] {
  return FEATURES.filter(([, isThere]) => !isThere()).map(([name]) => name());
}

/** A browser that knows module workers reads the option `type`; the worker itself never starts to matter. */
function hasModuleWorkers(): boolean {
  let isRead = false;
  const options: WorkerOptions = {
    get type(): WorkerType {
      isRead = true;
      return 'module';
    },
  };
  try {
    // No URL at all: nothing is fetched, and nothing is there that the page's policy could refuse.
    new Worker('https://', options).terminate();
  } catch {
    return isRead;
  }
  return isRead;
}
