/** A vertex in the pixels of one slice: the centre of the pixel (column i, row j) lies at exactly (i, j). */
export interface ContourVertex {
  readonly i: number;
  readonly j: number;
}

/** Closed without repeating its first vertex. */
export type Contour = readonly ContourVertex[];

/**
 * Pixels (1 inside, 0 outside; row-major, width * height) whose centre lies inside the contours by the even-odd rule,
 * so that a contour inside another one is a hole. A centre exactly on an edge belongs to the side of greater column
 * and greater row: contours that share an edge share no pixel and leave none out.
 * What lies outside the slice is cut off. Contours with fewer than three vertices enclose nothing.
 */
export function rasteriseContours(contours: readonly Contour[], width: number, height: number): Uint8Array {
  const inside = new Uint8Array(width * height);
  const edges = contours.filter(contour => contour.length >= 3).flatMap(edgesOf);
  for (let j = 0; j < height; j++) fillRow(inside.subarray(j * width, (j + 1) * width), crossings(edges, j));
  return inside;
}

interface Edge {
  readonly from: ContourVertex;
  readonly to: ContourVertex;
}

function edgesOf(contour: Contour): Edge[] {
  return contour.map((from, index) => ({ from, to: contour[(index + 1) % contour.length] ?? from }));
}

/** Where the row's line of pixel centres crosses the edges, from left to right; always an even number. */
function crossings(edges: readonly Edge[], j: number): number[] {
  return edges
    .filter(({ from, to }) => from.j <= j !== to.j <= j)
    .map(edge => crossing(edge, j))
    .sort((a, b) => a - b);
}

/** The same for both ways along an edge: the two sides of a channel of no width then leave out no pixel. */
function crossing({ from, to }: Edge, j: number): number {
  const [upper, lower] = from.j < to.j ? [from, to] : [to, from];
  return upper.i + ((j - upper.j) * (lower.i - upper.i)) / (lower.j - upper.j);
}

function fillRow(row: Uint8Array, at: readonly number[]): void {
  for (let pair = 0; pair + 1 < at.length; pair += 2) {
    const first = Math.max(0, Math.ceil(at[pair] ?? 0));
    const end = Math.min(row.length, Math.ceil(at[pair + 1] ?? 0));
    if (first < end) row.fill(1, first, end);
  }
}
