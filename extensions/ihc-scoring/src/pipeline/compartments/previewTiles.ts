import { intersection, type PixelRect } from '@timescope/core/raster';
import type { PlacedMask } from '../annotations/maskRings';
import type { ScoreContext } from '../scoreRequest';
import type { StainTables } from '../stain/stainTables';
import type { TileReader } from '../tileReader';
import { isOnTissue, type Tissue } from '../tissue';
import { withMargin, type WorkingFrame } from '../workingFrame';
import { workingTile } from '../workingTile';
import { CLASSIFIER_MARGIN, classifyPixels } from './classifyPixels';
import type { PixelClassifier } from './pixelClassifier';
import { GRID_STEP } from './stainGrid.kernel';

/** A part of the slide on the 2 um grid, a byte a point: 0 other, 1 tumour, 2 stroma, NO_TISSUE beside the tissue. */
export type PreviewTile = PlacedMask;
export const NO_TISSUE = 255;

export interface PreviewedSlide {
  readonly frame: WorkingFrame;
  readonly tissue: Pick<Tissue, 'width' | 'height' | 'blockMatrix' | 'isTissue'>;
  readonly stains: StainTables;
  readonly model: PixelClassifier;
  readonly reader: TileReader;
}

/** Edge of a tile in working pixels (320 um): about 0.1 s of work, so that the first one is there at once. Ours. */
const EDGE = 640;

/** The labels that a measurement would give to a field, tile by tile, the middle of the field first. */
export async function previewTiles(
  slide: PreviewedSlide,
  field: PixelRect,
  {
    signal,
    report,
    onTile,
  }: Pick<ScoreContext, 'signal' | 'report'> & {
    readonly onTile: (tile: PreviewTile) => void;
  },
): Promise<void> {
  const tiles = tilesOf(field, slide);
  for (const [index, tile] of tiles.entries()) {
    signal?.throwIfAborted();
    report?.({ stage: 'preview', done: index, total: tiles.length });
    onTile(await labelledTile(slide, tile));
    await nextTask();
  }
}

/** Lets the message through that ends the preview. */
const nextTask = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 0));

/** Tiles of the working grid with tissue under the field, those nearest to its middle first. */
function tilesOf(field: PixelRect, { frame, tissue }: PreviewedSlide): PixelRect[] {
  const { matrixStep: step } = frame;
  const middle = { x: (field.x + field.width / 2) / step.x, y: (field.y + field.height / 2) / step.y };
  const tiles: PixelRect[] = [];
  for (let y = 0; y < frame.height; y += EDGE)
    for (let x = 0; x < frame.width; x += EDGE) {
      const tile = { x, y, width: Math.min(EDGE, frame.width - x), height: Math.min(EDGE, frame.height - y) };
      const inMatrix = {
        x: tile.x * step.x,
        y: tile.y * step.y,
        width: tile.width * step.x,
        height: tile.height * step.y,
      };
      if (intersection(inMatrix, field) && hasTissue(tissue, inMatrix)) tiles.push(tile);
    }
  const distance = ({ x, y, width, height }: PixelRect) =>
    (x + width / 2 - middle.x) ** 2 + (y + height / 2 - middle.y) ** 2;
  return tiles.sort((a, b) => distance(a) - distance(b));
}

function hasTissue({ width, height, blockMatrix, isTissue }: PreviewedSlide['tissue'], rect: PixelRect) {
  const columns = [
    Math.floor(rect.x / blockMatrix.x),
    Math.ceil((rect.x + rect.width) / blockMatrix.x),
  ] as const;
  const rows = [
    Math.floor(rect.y / blockMatrix.y),
    Math.ceil((rect.y + rect.height) / blockMatrix.y),
  ] as const;
  for (let row = rows[0]; row < Math.min(height, rows[1]); row++)
    if (isTissue.subarray(row * width + columns[0], row * width + Math.min(width, columns[1])).includes(1))
      return true;
  return false;
}

async function labelledTile(slide: PreviewedSlide, tile: PixelRect): Promise<PreviewTile> {
  const { frame, stains, model, reader, tissue } = slide;
  const at = withMargin(tile, CLASSIFIER_MARGIN, frame);
  const { rgb } = await workingTile(reader, frame, at);
  const labels = new Uint8Array(at.width * at.height);
  classifyPixels(model, rgb, at, stains, labels);
  const width = Math.ceil(tile.width / GRID_STEP);
  const height = Math.ceil(tile.height / GRID_STEP);
  const step = { x: GRID_STEP * frame.matrixStep.x, y: GRID_STEP * frame.matrixStep.y };
  const origin = { x: tile.x * frame.matrixStep.x, y: tile.y * frame.matrixStep.y };
  const values = Uint8Array.from({ length: width * height }, (_, k) => {
    const [column, row] = [k % width, Math.floor(k / width)];
    const point = { x: origin.x + (column + 0.5) * step.x, y: origin.y + (row + 0.5) * step.y };
    if (!isOnTissue(tissue, point)) return NO_TISSUE;
    const start = (tile.y - at.y + row * GRID_STEP) * at.width + tile.x - at.x;
    return labels[start + column * GRID_STEP] ?? NO_TISSUE;
  });
  return { width, height, values, origin, step };
}
