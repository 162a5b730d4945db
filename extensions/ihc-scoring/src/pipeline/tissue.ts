import { ARTEFACT } from './artefacts/artefact';
import { blockDensities } from './artefacts/blockDensities.kernel';
import { closed, dilated, opened, withoutSpecks } from './artefacts/blockMask.kernel';
import { sharesInRegion } from './artefacts/blockShares.kernel';
import { folds } from './artefacts/folds';
import { penMarks } from './artefacts/penMarks';
import { tissueLike } from './artefacts/tissueLike.kernel';
import type { Overview } from './overview';
import type { Region } from './region';
import type { Triple } from './stain/stainVectors';
import type { TileGap } from './tileReader';
import type { WorkingFrame } from './workingFrame';

/**
 * Which blocks of the overview are tissue of the region, how much of each, which of them could be read, and why the
 * others are left out. Plain data; every array has a value a block, row by row.
 */
export interface Tissue {
  readonly width: number;
  readonly height: number;
  readonly blockMatrix: { readonly x: number; readonly y: number };
  readonly blockMm2: number;
  /** 1 where there is tissue that is no artefact, whatever region is asked for. */
  readonly isTissue: Uint8Array;
  /** 1 where cells may lie: tissue and one block around it, but no artefact. */
  readonly nearTissue: Uint8Array;
  /** Share of each block that is tissue inside the region, in 1/16. */
  readonly sixteenths: Uint8Array;
  /** Why a block is not analysed: a code of ARTEFACT. */
  readonly artefact: Uint8Array;
  /** Share of each block that is asked for, whatever it shows, in 1/16; what the user takes out counts as asked for. */
  readonly asked: Uint8Array;
  /** Whether some of it is tissue only because the overview could not be read there. */
  readonly isAssumed: boolean;
}

/** What measuring a tile asks of the tissue: where it is, and where cells may lie. */
export type TissueMap = Pick<Tissue, 'width' | 'height' | 'blockMatrix' | 'isTissue' | 'nearTissue'>;

/** Clefts of up to twice this many blocks (32 um) between tissue count as tissue. Ours. */
const CLOSING_BLOCKS = 2;
/** Finds tissue in the overview. Blocks that could not be read count as tissue: nothing is known of them. */
export function findTissue(overview: Overview, white: Triple, region: Region): Tissue {
  const { width, height, unreadable } = overview;
  const densities = blockDensities(overview, white);
  const raw = withoutSpecks(tissueLike(overview, densities, white), overview);
  const smooth = opened(closed(raw, overview, CLOSING_BLOCKS), overview, 1);
  const isFolded = folds(densities, smooth, overview);
  const artefact = penMarks(densities, overview);
  const asked = sharesInRegion(overview, region);
  const isTissue = new Uint8Array(width * height);
  const sixteenths = new Uint8Array(width * height);
  smooth.forEach((is, block) => {
    if (unreadable[block] === 1) artefact[block] = ARTEFACT.none;
    else if (artefact[block] !== ARTEFACT.none) return;
    else if (isFolded[block] === 1) artefact[block] = ARTEFACT.fold;
    else if (is === 0) artefact[block] = ARTEFACT.blank;
    if (artefact[block] !== ARTEFACT.none) return;
    isTissue[block] = 1;
    sixteenths[block] = asked[block] ?? 0;
  });
  const nearTissue = dilated(isTissue, overview, 1).map((near, block) =>
    artefact[block] === ARTEFACT.none || artefact[block] === ARTEFACT.blank ? near : 0,
  );
  const isAssumed = sixteenths.some((share, block) => share > 0 && unreadable[block] === 1);
  markLeftOut({ overview, region, isTissue, artefact, asked });
  const { blockMatrix, blockMm2 } = overview;
  return {
    width,
    height,
    blockMatrix,
    blockMm2,
    isTissue,
    nearTissue,
    sixteenths,
    artefact,
    asked,
    isAssumed,
  };
}

/** Square millimetres of the tissue whose blocks `counts` accepts. */
export function tissueAreaMm2(tissue: Tissue, counts: (block: number) => boolean = () => true): number {
  let sixteenths = 0;
  tissue.sixteenths.forEach((share, block) => {
    if (share > 0 && counts(block)) sixteenths += share;
  });
  return (sixteenths / 16) * tissue.blockMm2;
}

/** Whether a point, in matrix pixels, lies in a block of tissue that is no artefact. */
export function isOnTissue(
  { width, height, blockMatrix, isTissue }: Pick<Tissue, 'width' | 'height' | 'blockMatrix' | 'isTissue'>,
  { x, y }: { readonly x: number; readonly y: number },
): boolean {
  const [column, row] = [Math.floor(x / blockMatrix.x), Math.floor(y / blockMatrix.y)];
  return column >= 0 && row >= 0 && column < width && row < height && isTissue[row * width + column] === 1;
}

/** Blocks whose centre lies in one of the gaps, which are in pixels of the frame's level. */
export function blocksInGaps(
  tissue: Pick<Tissue, 'width' | 'height' | 'blockMatrix'>,
  gaps: Iterable<TileGap>,
  frame: WorkingFrame,
): Uint8Array {
  const blocks = new Uint8Array(tissue.width * tissue.height);
  const toColumn = frame.matrixStep.x / frame.levelStep.x / tissue.blockMatrix.x;
  const toRow = frame.matrixStep.y / frame.levelStep.y / tissue.blockMatrix.y;
  for (const { rect } of gaps) {
    const columns = centresBetween(rect.x * toColumn, (rect.x + rect.width) * toColumn, tissue.width);
    const rows = centresBetween(rect.y * toRow, (rect.y + rect.height) * toRow, tissue.height);
    for (let row = rows.from; row < rows.to; row++) {
      blocks.fill(
        1,
        row * tissue.width + columns.from,
        row * tissue.width + Math.max(columns.from, columns.to),
      );
    }
  }
  return blocks;
}

function centresBetween(from: number, to: number, size: number): { from: number; to: number } {
  return { from: Math.max(0, Math.ceil(from - 0.5)), to: Math.min(size, Math.ceil(to - 0.5)) };
}

/** Tissue whose middle the user takes out is named so. Its area and cells follow the drawn outline, not the block. */
function markLeftOut({
  overview: { width, blockMatrix },
  region,
  isTissue,
  artefact,
  asked,
}: Pick<Tissue, 'isTissue' | 'artefact' | 'asked'> & { overview: Overview; region: Region }): void {
  isTissue.forEach((is, block) => {
    if (is === 0 || asked[block] === 16) return;
    const x = ((block % width) + 0.5) * blockMatrix.x;
    const y = (Math.floor(block / width) + 0.5) * blockMatrix.y;
    if (!region.isLeftOut(x, y)) return;
    artefact[block] = ARTEFACT.excluded;
    asked[block] = 16;
  });
}
