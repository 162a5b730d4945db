import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import { pngOf } from '@timescope/runtime/encode/png';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Sections of 1.2 x 0.6 mm at 0.5 um/px: stripes of tumour and stroma on the left, muscle on the right, glass around. */
export const SECTION = { width: 2350, height: 1200, glass: 100, tumourEnd: 1100, stripe: 125 };

const GLASS = [240, 240, 242] as const;
const TISSUE = [214, 205, 222] as const;
const BLUE = [105, 95, 165] as const;
const BROWN = [140, 100, 70] as const;

type PlaceName = 'tumour' | 'stroma' | 'muscle' | 'glass';

export function placeAt(x: number, y: number): PlaceName {
  const { width, height, glass, tumourEnd, stripe } = SECTION;
  if (x < glass || y < glass || x >= width - glass || y >= height - glass) return 'glass';
  if (x >= tumourEnd) return 'muscle';
  return Math.floor((y - glass) / stripe) % 2 === 0 ? 'tumour' : 'stroma';
}

/** Positive cells per mm2. */
export type Wanted = Readonly<Record<Exclude<PlaceName, 'glass'>, number>>;

/** A drawn section and how many positive cells stand in each place. */
export interface DrawnSection {
  readonly rgb: RgbRaster;
  readonly positive: Readonly<Record<PlaceName, number>>;
  readonly areaMm2: Readonly<Record<PlaceName, number>>;
}

/** Cells of 8 um stand 14 um apart at least: blue ones, and with a brown ring 2 um wide those that are positive. */
export function drawnSection(wanted: Wanted, seed: number): DrawnSection {
  const rgb = background();
  const positive = { tumour: 0, stroma: 0, muscle: 0, glass: 0 };
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const pitch = 28;
  const perMm2 = 1e6 / (pitch * pitch * 0.25);
  for (let y = pitch; y < SECTION.height - pitch; y += pitch)
    for (let x = pitch; x < SECTION.width - pitch; x += pitch) {
      const [cx, cy] = [x + 4 * next() - 2, y + 4 * next() - 2];
      const place = placeAt(cx, cy);
      const draw = next();
      if (place === 'glass' || draw > 0.8) continue;
      const isPositive = draw < wanted[place] / perMm2;
      if (isPositive) disc(rgb, cx, cy, 12, BROWN);
      if (isPositive) positive[place]++;
      disc(rgb, cx, cy, 8, BLUE);
    }
  return { rgb, positive, areaMm2: areas() };
}

function background(): RgbRaster {
  const rgb = newRgbRaster(SECTION.width, SECTION.height);
  for (let y = 0; y < SECTION.height; y++)
    for (let x = 0; x < SECTION.width; x++)
      rgb.values.set(placeAt(x, y) === 'glass' ? GLASS : TISSUE, 3 * (y * SECTION.width + x));
  return rgb;
}

function areas(): Record<PlaceName, number> {
  const pixels = { tumour: 0, stroma: 0, muscle: 0, glass: 0 };
  for (let y = 0; y < SECTION.height; y++) for (let x = 0; x < SECTION.width; x++) pixels[placeAt(x, y)]++;
  const mm2 = (count: number) => (count * 0.25) / 1e6;
  return {
    tumour: mm2(pixels.tumour),
    stroma: mm2(pixels.stroma),
    muscle: mm2(pixels.muscle),
    glass: mm2(pixels.glass),
  };
}

function disc(
  rgb: RgbRaster,
  cx: number,
  cy: number,
  radius: number,
  colour: readonly [number, number, number],
): void {
  for (let y = Math.floor(cy - radius); y <= cy + radius; y++)
    for (let x = Math.floor(cx - radius); x <= cx + radius; x++)
      if ((x + 0.5 - cx) ** 2 + (y + 0.5 - cy) ** 2 <= radius * radius)
        rgb.values.set(colour, 3 * (y * rgb.width + x));
}

const box = (left: number, upper: number, right: number, lower: number) => [
  [
    [left, upper],
    [right, upper],
    [right, lower],
    [left, lower],
    [left, upper],
  ],
];

const area = (name: string, coordinates: number[][][]) => ({
  type: 'Feature',
  geometry: { type: 'Polygon', coordinates },
  properties: { classification: { name } },
});

/** What a reader draws: tumour as one body, stripes of stroma over it, muscle. */
export function drawnAreas(without?: 'Tumor' | 'Stroma'): string {
  const { width, height, glass, tumourEnd, stripe } = SECTION;
  const stripes = [];
  for (let y = glass + stripe; y < height - glass; y += 2 * stripe)
    stripes.push(area('Stroma', box(glass, y, tumourEnd, Math.min(height - glass, y + stripe))));
  const features = [
    area('Tumor', box(glass, glass, tumourEnd, height - glass)),
    ...stripes,
    area('Smooth muscle', box(tumourEnd, glass, width - glass, height - glass)),
  ].filter(({ properties }) => properties.classification.name !== without);
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/** Writes NAME.png and NAME.geojson. */
export async function writeSection(folder: string, name: string, section: DrawnSection): Promise<void> {
  await writeFile(path.join(folder, `${name}.png`), await pngOf(section.rgb));
  await writeFile(path.join(folder, `${name}.geojson`), drawnAreas());
}
