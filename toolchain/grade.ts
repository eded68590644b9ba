// What a preparation may save on: the page gets the same content from a pack of any grade.

/** How hard to compress what is stored: 'best' for a site, 'fast' where the network costs nothing. */
export type Compression = 'best' | 'fast';

/** How good the prepared parts are to be. */
export interface Grade {
  compression: Compression;
  /** Targets whose packs hold the facts of vet; without them the first `go vet` or `go test` in the page makes them. */
  vetted: 'all' | readonly string[];
}

/** What a site gets. */
export const siteGrade: Grade = { compression: 'best', vetted: 'all' };

/** The marks of a part's grade in its key: of the one that is wanted first, then of those that are better, which serve as well. */
export function marksOf({ compression }: Pick<Grade, 'compression'>): string[] {
  return compression === 'fast' ? [' fast', ''] : [''];
}

/** The same for the pack of a target. */
export function marksOfPack(grade: Grade, target: string): string[] {
  const marks = marksOf(grade);
  return isVetted(grade, target) ? marks : [...marks.map((mark) => ` unvetted${mark}`), ...marks];
}

/** Whether a target's pack is to hold the facts of vet. */
export function isVetted({ vetted }: Grade, target: string): boolean {
  return vetted === 'all' || vetted.includes(target);
}
