import type { MaskRuns } from '@timescope/core/geometry/maskRuns';
import { heatOverGrey } from '@timescope/core/plots/heatColour';
import type { Crop, GradCamMap } from '../pipeline/prediction';
import { OUTLINE_ON_MAP } from './GradCamOverlay';
import { outlineLoops } from './outlineLoops';
import { strokeLoops } from './sliceLines';

/** One of several maps beside each other: the crop in grey, the map over it, the outline on top. */
export interface MapTile {
  readonly crop: Omit<Crop, 'input'>;
  readonly map: GradCamMap;
  /** On the predicted slice. */
  readonly outline: MaskRuns | undefined;
  readonly size: readonly [columns: number, rows: number];
}

/** Draws the tile over the whole canvas, which must be square. */
export function drawMapTile(canvas: HTMLCanvasElement, tile: MapTile): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { square } = tile.crop;
  const zoom = canvas.width / square.width;
  context.imageSmoothingEnabled = false;
  context.drawImage(pictureOf(tile), 0, 0, canvas.width, canvas.height);
  if (!tile.outline) return;
  context.strokeStyle = OUTLINE_ON_MAP;
  context.lineWidth = 1.5;
  const loops = outlineLoops(tile.outline, ...tile.size);
  strokeLoops(context, loops, (i, j) => [(i - square.x) * zoom, (j - square.y) * zoom]);
}

/** One pixel a voxel. */
function pictureOf({ crop: { preview, square }, map: { box, values } }: MapTile): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = preview.width;
  canvas.height = preview.height;
  const image = new ImageData(preview.width, preview.height);
  preview.values.forEach((grey, pixel) => {
    const x = (pixel % preview.width) + square.x - box.x;
    const y = Math.floor(pixel / preview.width) + square.y - box.y;
    const isInBox = x >= 0 && y >= 0 && x < box.width && y < box.height;
    const heat = isInBox ? (values[y * box.width + x] ?? 0) : 0;
    image.data.set([...heatOverGrey(grey, heat), 255], pixel * 4);
  });
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}
