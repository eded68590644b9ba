// The parts of the inspector's document that are tables: sections, segments, linkage.
import type { Export, Import, Section, Segment } from '../binary-file.ts';
import type { BinaryFile } from '../binary-file.ts';
import type { Need } from '../program-facts.ts';
import { attempt, type Readable } from '../read/readable.ts';

/** SectionsPart lists sections and segments in the order of the file's tables. */
export interface SectionsPart {
  readonly sections: Readable<readonly Section[]>;
  readonly segments: Readable<readonly Segment[]>;
}

/** LinkagePart is what a binary takes from others and gives to them. */
export interface LinkagePart {
  readonly isDynamic: Readable<boolean>;
  readonly interpreter: Readable<string>;
  readonly libraries: Readable<readonly string[]>;
  /** The libraries again, with the versions of them that are asked for. */
  readonly needs: Readable<readonly Need[]>;
  readonly imports: Readable<readonly Import[]>;
  readonly exports: Readable<readonly Export[]>;
  /** WebAssembly: pages of 64 KiB; null where the module defines no memory. */
  readonly memory: Readable<{ readonly minimum: number; readonly maximum: number | null } | null>;
}

/** sectionsOf reads sections and segments. */
export function sectionsOf(file: BinaryFile): SectionsPart {
  return { sections: attempt(() => file.sections()), segments: attempt(() => file.segments()) };
}

/** linkageOf reads libraries, imports and exports. */
export function linkageOf(file: BinaryFile): LinkagePart {
  return {
    isDynamic: attempt(() => file.isDynamic()),
    interpreter: attempt(() => file.interpreter()),
    libraries: attempt(() => file.libraries()),
    needs: attempt(() => file.needs()),
    imports: attempt(() => file.imports()),
    exports: attempt(() => file.exports()),
    memory: attempt(() => memoryOf(file)),
  };
}

function memoryOf(file: BinaryFile): { minimum: number; maximum: number | null } | null {
  const memory = file.memory();
  return memory ? { minimum: memory.minimum, maximum: memory.maximum ?? null } : null;
}
