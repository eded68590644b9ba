// Colours that tell parts apart: neighbours in an order, and kinds of areas.

const neighbours = [195, 40, 270, 130, 340, 75];

/** The hue, in degrees, of the n-th part in an order; those beside it have others. */
export function hueOf(order: number): number {
  return neighbours[order % neighbours.length] ?? 0;
}

/** The hue of each kind of area, in degrees. */
export const kindHues = { package: 195, code: 195, data: 270, rest: 40, grown: 10, shrunk: 130 } as const;
