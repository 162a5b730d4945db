import { matrixPoint } from '@timescope/core/frames';
import type { PixelSource } from '@timescope/core/pixelSource';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { newRgbRaster, pasteRgb } from '@timescope/core/raster';
import { TISSUE_CLASSES, type TissueClass } from '@timescope/core/tissueClass';
import { micrometresPerPixel } from '@timescope/core/units';
import type { DrawnShape } from '@timescope/extension-ihc-scoring/pipeline/annotations/geoJsonShapes';
import { maskRings } from '@timescope/extension-ihc-scoring/pipeline/annotations/maskRings';
import type { DrawnTissue } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/tissueSource';
import type { TissueSection } from '@timescope/synthetic/tissue/section';
import type { SectionTruth } from '@timescope/synthetic/tissue/sectionTruth';

export const MPP = 0.5;
const TILE = 512;

/** A generated section as a slide of 0.5 um/px. */
export function sectionSource(section: TissueSection): PixelSource {
  const [width, height] = [Math.floor(section.widthUm / MPP), Math.floor(section.heightUm / MPP)];
  const rgb = newRgbRaster(width, height);
  const whole = { x: 0, y: 0, width, height };
  for (let y = 0; y < height; y += TILE)
    for (let x = 0; x < width; x += TILE) {
      const at = { x, y, width: Math.min(TILE, width - x), height: Math.min(TILE, height - y) };
      pasteRgb(rgb, whole, section.drawTile(at, MPP), at);
    }
  return plainImageSource(rgb, micrometresPerPixel(MPP));
}

/** What a perfect reader would draw: the outlines of the true classes. */
export function trueAreas(
  { classes, stepUm }: Pick<SectionTruth, 'classes' | 'stepUm'>,
  names: readonly TissueClass[] = TISSUE_CLASSES.filter(name => name !== 'BAC'),
): DrawnTissue[] {
  const step = { x: stepUm / MPP, y: stepUm / MPP };
  return names.flatMap(className => {
    const code = TISSUE_CLASSES.indexOf(className);
    const values = classes.values.map(value => (value === code ? 1 : 0));
    if (!values.includes(1)) return [];
    const { width, height } = classes;
    return [{ className, rings: maskRings({ width, height, values, origin: { x: 0, y: 0 }, step }) }];
  });
}

/** Edge of a stroke's square in micrometres, and how many a class has. */
const STROKE_UM = 32;
const STROKES = 40;

/** What a careful reader would stroke: small squares of one true class, tumour, stroma and other, spread over the section. */
export function trueStrokes({ classes, stepUm }: SectionTruth, seed: number): DrawnShape[] {
  const edge = Math.round(STROKE_UM / stepUm);
  const left = new Map<string, number>([
    ['Tumor', STROKES],
    ['Stroma', STROKES],
    ['Other', STROKES],
  ]);
  const shapes: DrawnShape[] = [];
  let state = seed;
  const below = (most: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  for (let tries = 0; tries < 20_000; tries++) {
    const [column, row] = [below(classes.width - edge), below(classes.height - edge)];
    const code = oneClass(classes, column, row, edge);
    const name = code === undefined ? undefined : strokeName(TISSUE_CLASSES[code]);
    const wanted = name === undefined ? 0 : (left.get(name) ?? 0);
    if (name === undefined || wanted === 0) continue;
    left.set(name, wanted - 1);
    const scale = stepUm / MPP;
    const [x, y, side] = [column * scale, row * scale, edge * scale];
    const ring = [
      matrixPoint(x, y),
      matrixPoint(x + side, y),
      matrixPoint(x + side, y + side),
      matrixPoint(x, y + side),
    ];
    shapes.push({ kind: 'area', name: undefined, className: name, rings: [ring] });
  }
  return shapes;
}

function oneClass(
  { width, values }: SectionTruth['classes'],
  column: number,
  row: number,
  edge: number,
): number | undefined {
  const code = values[row * width + column];
  for (let y = row; y < row + edge; y++)
    for (let x = column; x < column + edge; x++) if (values[y * width + x] !== code) return undefined;
  return code;
}

function strokeName(name: TissueClass | undefined): string | undefined {
  if (name === 'TUM') return 'Tumor';
  if (name === 'STR') return 'Stroma';
  return name === undefined || name === 'BAC' ? undefined : 'Other';
}
