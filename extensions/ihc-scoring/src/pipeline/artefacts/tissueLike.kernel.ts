import type { Overview } from '../overview';
import type { Triple } from '../stain/stainVectors';
import { looksLikeGlass } from '../white';
import type { BlockDensities } from './blockDensities.kernel';

/** OD sum of a block's mean colour from which it is tissue. Ours: three times the noise of glass between scanners. */
const TISSUE_OD_SUM = 0.1;
/** Standard deviation of green within a block from which it may be tissue, in grey levels; glass has 1 to 7. Ours. */
const TISSUE_TEXTURE = 6;
/**
 * And that of the mean green of the block and its neighbours: the noise of a scanner, however strong, is gone from the
 * means (0.3 to 1 on the noisiest glass), faint tissue is not (1.6 and more). Ours.
 */
const TISSUE_RIPPLE = 1.5;
/**
 * Grey levels by which glass is brighter than the most frequent colour where that is none itself: a photograph or a crop
 * that is all tissue. Ours.
 */
const BRIGHTER_THAN_TISSUE = 8;

/** 1 for each block that is darker than glass, or textured, or unreadable. */
export function tissueLike(overview: Overview, densities: BlockDensities, white: Triple): Uint8Array {
  const { pixels, green, greenSquares, unreadable } = overview;
  const hasGlass = looksLikeGlass(white);
  const out = unreadable.slice();
  for (let block = 0; block < out.length; block++) {
    const count = pixels[block]!;
    if (out[block] === 1 || count === 0) continue;
    const mean = green[block]! / count;
    const odSum = densities.red[block]! + densities.green[block]! + densities.blue[block]!;
    const isDark = odSum >= TISSUE_OD_SUM || (!hasGlass && mean < white[1] + BRIGHTER_THAN_TISSUE);
    const variance = greenSquares[block]! / count - mean * mean;
    if (isDark || (variance >= TISSUE_TEXTURE * TISSUE_TEXTURE && ripples(overview, block))) out[block] = 1;
  }
  return out;
}

function ripples({ width, height, pixels, green }: Overview, block: number): boolean {
  const x = block % width;
  const y = (block - x) / width;
  let [sum, squares, seen] = [0, 0, 0];
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++)
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
      const at = row * width + column;
      if (pixels[at] === 0) continue;
      const mean = green[at]! / pixels[at]!;
      sum += mean;
      squares += mean * mean;
      seen++;
    }
  return squares / seen - (sum / seen) ** 2 >= TISSUE_RIPPLE * TISSUE_RIPPLE;
}
