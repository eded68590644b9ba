// What a treemap shows.
import type { kindHues } from './hues.ts';

/** Area is a part of a treemap. */
export interface Area {
  readonly key: string;
  readonly name: string;
  /** What the area is in proportion to. */
  readonly size: number;
  /** Decides the colour. */
  readonly kind: keyof typeof kindHues;
  /** Shown in place of the size. */
  readonly note?: string;
}
