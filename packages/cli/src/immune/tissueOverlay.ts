import type { PixelSource } from '@timescope/core/pixelSource';
import { fillRect } from '@timescope/core/plots/fillRect';
import { drawText, textHeight } from '@timescope/core/plots/pixelText';
import { newRgbRaster, pasteRgb, type RgbRaster } from '@timescope/core/raster';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import { TISSUE_NAMES } from '@timescope/core/tissueClass';
import {
  classAreas,
  MAP_CLASSES,
  type ClassMap,
  type MapClass,
} from '@timescope/extension-ihc-scoring/pipeline/tissueMap/classMap';
import { rgbOf } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapFiles';
import { levelAt } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';
import { reducedPicture, type Place } from '../score/overlayImage';

/** Longest side of the picture in pixels. Ours. */
const LONGEST_SIDE = 2048;
/** Share of the class's colour where it lies on the slide. Ours. */
const OPACITY = 0.45;
const INK = [26, 26, 26] as const;
const SCALE = 2;
const LINE = textHeight(SCALE) + 8;

/** The slide with its tissue map over it and, below, what each colour is: class, square millimetres, percent, source. */
export async function tissueOverlay(source: PixelSource, map: ClassMap): Promise<RgbRaster> {
  const { width, height } = levelAt(source, 0);
  const { image, place } = await reducedPicture(source, { x: 0, y: 0, width, height }, LONGEST_SIDE);
  blend(image, map, place);
  return withLegend(image, map);
}

function blend(image: RgbRaster, map: ClassMap, { corner, step }: Place): void {
  for (let y = 0; y < image.height; y++) {
    const row = Math.floor((y + 0.5 + corner.y) / step.y / map.matrixStep.y);
    for (let x = 0; x < image.width; x++) {
      const column = Math.floor((x + 0.5 + corner.x) / step.x / map.matrixStep.x);
      const isOnMap = column < map.width && row < map.height;
      const name = isOnMap ? MAP_CLASSES[(map.values[row * map.width + column] ?? 0) - 1] : undefined;
      if (name === undefined) continue;
      const at = 3 * (y * image.width + x);
      rgbOf(name).forEach((value, channel) => {
        const own = image.values[at + channel] ?? 0;
        image.values[at + channel] = Math.round(own + OPACITY * (value - own));
      });
    }
  }
}

function withLegend(image: RgbRaster, map: ClassMap): RgbRaster {
  const lines = legendLines(map);
  const below = (lines.length + 2) * LINE + 16;
  const picture = newRgbRaster(Math.max(image.width, LEAST_WIDTH), image.height + below);
  const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
  pasteRgb(picture, whole, image, { x: 0, y: 0, width: image.width, height: image.height });
  lines.forEach(({ name, words }, k) => {
    const y = image.height + 10 + k * LINE;
    fillRect(picture, { x: 8, y, width: LINE - 6, height: LINE - 6 }, rgbOf(name));
    drawText(picture, words, { x: 16 + LINE, y: y + 1 }, SCALE, INK);
  });
  const end = image.height + 10 + lines.length * LINE;
  drawText(picture, map.source.name, { x: 8, y: end }, SCALE, INK);
  drawText(picture, RESEARCH_USE, { x: 8, y: end + LINE }, SCALE, INK);
  return picture;
}

/** The longest line of the legend fits. */
const LEAST_WIDTH = 760;

function legendLines(map: ClassMap): { readonly name: MapClass; readonly words: string }[] {
  const areas = classAreas(map);
  const all = Object.values(areas).reduce((sum, area) => sum + area, 0);
  return MAP_CLASSES.filter(name => areas[name] > 0).map(name => {
    const title = name === 'OTH' ? 'Other tissue, not told apart' : TISSUE_NAMES[name];
    const percent = ((100 * areas[name]) / all).toFixed(1);
    return { name, words: `${name} ${title} ${areas[name].toFixed(3)} mm2, ${percent} %` };
  });
}
