import type { InspectedTissue } from '../pipeline/inspect/slideInspection';
import { isTissueCode, markOf, type FilledMark } from '../services/tissueMarks';

type Colour = readonly [number, number, number, number];

/** A pixel a block, four bytes each: the rim of the tissue, ink and folds; everything else is clear. */
export function tissuePicture(
  { width, height, artefact }: Pick<InspectedTissue, 'width' | 'height' | 'artefact'>,
  colours: Readonly<Record<'border' | FilledMark, Colour>>,
): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(4 * width * height);
  for (let y = 0, block = 0; y < height; y++)
    for (let x = 0; x < width; x++, block++) {
      const code = artefact[block]!;
      const mark = isTissueCode(code)
        ? isRim(artefact, x, y, width, height)
          ? 'border'
          : undefined
        : markOf(code);
      if (mark !== undefined) out.set(colours[mark], 4 * block);
    }
  return out;
}

/** Tissue with a neighbour along rows or columns that is none. What the slide cuts has no rim there. */
function isRim(artefact: Uint8Array, x: number, y: number, width: number, height: number): boolean {
  const block = y * width + x;
  return (
    (x > 0 && artefact[block - 1] !== 0) ||
    (x < width - 1 && artefact[block + 1] !== 0) ||
    (y > 0 && artefact[block - width] !== 0) ||
    (y < height - 1 && artefact[block + width] !== 0)
  );
}

/** Part of a row or column line between blocks, in blocks. */
export interface Edge {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** The sides of tissue blocks towards blocks that are none, of the columns and rows given (half-open), neighbours joined. */
export function tissueEdges(
  { width, height, artefact }: Pick<InspectedTissue, 'width' | 'height' | 'artefact'>,
  part: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number },
): Edge[] {
  const is = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && isTissueCode(artefact[y * width + x]);
  const [x0, y0] = [Math.max(0, part.x0), Math.max(0, part.y0)];
  const [x1, y1] = [Math.min(width, part.x1), Math.min(height, part.y1)];
  const edges: Edge[] = [];
  for (let y = y0; y <= y1; y++)
    for (let x = x0; x < x1; x++) {
      if (is(x, y - 1) === is(x, y)) continue;
      const from = x;
      while (x + 1 < x1 && is(x + 1, y - 1) !== is(x + 1, y)) x++;
      edges.push({ x0: from, y0: y, x1: x + 1, y1: y });
    }
  for (let x = x0; x <= x1; x++)
    for (let y = y0; y < y1; y++) {
      if (is(x - 1, y) === is(x, y)) continue;
      const from = y;
      while (y + 1 < y1 && is(x - 1, y + 1) !== is(x, y + 1)) y++;
      edges.push({ x0: x, y0: from, x1: x, y1: y + 1 });
    }
  return edges;
}
