import { DEMONSTRATION_WEIGHTS } from '@timescope/core/modelCard';
import { heatColour, heatOverGrey, type Rgb } from '@timescope/core/plots/heatColour';
import { drawHeatScale } from '@timescope/core/plots/heatScale';
import { drawText, textHeight, textWidth } from '@timescope/core/plots/pixelText';
import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import type { CtWindow } from '@timescope/core/result/predictionResult';
import type { CtVolume } from '@timescope/core/volume';
import { windowedGrey } from '@timescope/core/windowedGrey';
import type { GradCamMap } from './prediction';

/** Ours: wide enough for the caption, and for a cut-out of a scan to be seen. */
const LEAST_WIDTH = 640;
const SCALE_WIDTH = 90;
const CAPTION_HEIGHT = 66;
const WHITE = [255, 255, 255] as const;

/** A slice with the map of one network over the crop's box, the map's scale beside it, its caption below. */
export function gradCamPicture(
  volume: CtVolume,
  map: GradCamMap,
  window: CtWindow,
  { demonstration }: { readonly demonstration: boolean },
): RgbRaster {
  const [nx, ny] = volume.size;
  const zoom = Math.max(1, Math.ceil(LEAST_WIDTH / nx));
  const picture = newRgbRaster(nx * zoom + SCALE_WIDTH, ny * zoom + CAPTION_HEIGHT, 0);
  for (let y = 0; y < ny * zoom; y++)
    for (let x = 0; x < nx * zoom; x++) {
      const colour = voxelColour(volume, map, window, Math.floor(x / zoom), Math.floor(y / zoom));
      picture.values.set(colour, (y * picture.width + x) * 3);
    }
  drawScale(picture, nx * zoom, ny * zoom);
  drawCaption(picture, ny * zoom + 8, map, demonstration);
  return picture;
}

function voxelColour(volume: CtVolume, map: GradCamMap, window: CtWindow, i: number, j: number): Rgb {
  const [nx, ny] = volume.size;
  const level = windowedGrey(volume.hu[(map.slice * ny + j) * nx + i] ?? 0, window);
  const { box } = map;
  const [x, y] = [i - box.x, j - box.y];
  const isInside = x >= 0 && y >= 0 && x < box.width && y < box.height;
  if (!isInside) return [level, level, level];
  return heatOverGrey(level, map.values[y * box.width + x] ?? 0);
}

function drawScale(picture: RgbRaster, left: number, height: number): void {
  const [top, bottom] = [30, height - 30];
  drawHeatScale(picture, { x: left + 14, y: top, width: 18, height: bottom - top }, heatColour);
  drawText(picture, '1', { x: left + 40, y: top }, 2, WHITE);
  drawText(picture, '0', { x: left + 40, y: bottom - textHeight(2) }, 2, WHITE);
}

function drawCaption(picture: RgbRaster, top: number, map: GradCamMap, demonstration: boolean): void {
  const empty = map.max === 0 ? ', 0 everywhere' : '';
  const lines = [
    `Grad-CAM ${map.target}, class ${map.class}, 7 x 7 (coarse), slice ${map.slice}${empty}`,
    ...(demonstration ? [`${DEMONSTRATION_WEIGHTS}.`] : []),
    RESEARCH_USE,
  ];
  lines.forEach((line, index) => {
    const scale = textWidth(line, 2) <= picture.width - 16 ? 2 : 1;
    drawText(picture, line, { x: 8, y: top + index * 19 }, scale, WHITE);
  });
}
