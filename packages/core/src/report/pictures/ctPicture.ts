import { DEMONSTRATION_WEIGHTS } from '../../modelCard';
import { heatOverGrey } from '../../plots/heatColour';
import { drawHeatScale } from '../../plots/heatScale';
import { drawText, textHeight, textWidth } from '../../plots/pixelText';
import { barLength, drawRuler } from '../../plots/scaleBar';
import { fillRect } from '../../plots/fillRect';
import { newRgbRaster, type Mask, type Raster, type RgbRaster } from '../../raster';
import type { CtWindow, Target } from '../../result/predictionResult';
import { windowedGrey } from '../../windowedGrey';
import { ctField, type CtField } from './ctField';
import * as lettering from './lettering';
import { drawIsolines, drawOutline, ISOLINES } from './outline';
import type { PatientSides } from './patientSides';
import { sampled } from './sampled';
import { pictureWords } from './words';

/** One slice of a CT with what was found on it; all rasters have its grid. */
export interface OutlinedSlice {
  /** Hounsfield units. */
  readonly hu: Raster<Int16Array>;
  readonly spacingMm: { readonly x: number; readonly y: number };
  readonly sides: PatientSides;
  readonly region: Mask;
  readonly window: CtWindow;
  readonly heat?: HeatMap;
}

export interface HeatMap {
  readonly target: Target;
  /** 0 to 1, NaN where the network did not look. */
  readonly values: Raster<Float32Array>;
  /** Of a network that has seen synthetic data only. */
  readonly demonstration: boolean;
}

/**
 * The outline with the body around it, up to 480 pixels along its longer side, the heat map over it; below it a ruler in
 * centimetres and the window, then the map's scale and name.
 * @throws TimescopeError EMPTY_ROI when the region has no voxel on the slice
 */
export function ctPicture(slice: OutlinedSlice): RgbRaster {
  const field = ctField(slice.region, slice.spacingMm);
  const { heat } = slice;
  const band = heat?.demonstration ? DEMONSTRATION_WEIGHTS.split(/(?<=,) /) : [];
  const below = RULER_STRIP + (heat ? SCALE_STRIP : 0) + lettering.REST;
  const picture = lettering.enlarged(
    bodyOf(slice, field),
    Math.max(LEAST_WIDTH, field.width),
    field.height + below + lettering.bandHeight(band),
  );
  drawRulerStrip(picture, field, slice.window);
  if (heat) drawScale(picture, field.height + RULER_STRIP, heat.target);
  lettering.drawBand(picture, band, field.height + below);
  return picture;
}

/** Ruler and window. */
const RULER_STRIP = lettering.LINE + 2 * lettering.REST;
const SCALE_HEIGHT = 20;
/** The scale, its numbers and what it is of. */
const SCALE_STRIP = SCALE_HEIGHT + 6 + 2 * lettering.LINE;
/** A narrow cut-out of a scan still has room for its words. */
const LEAST_WIDTH = 480;

function bodyOf(slice: OutlinedSlice, field: CtField): RgbRaster {
  const { width, height } = field;
  const body = newRgbRaster(width, height);
  const inside = new Uint8Array(width * height);
  const heat = new Float32Array(width * height).fill(NaN);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      const [i, j] = [field.corner.x + (x + 0.5) * field.step.x, field.corner.y + (y + 0.5) * field.step.y];
      const level = windowedGrey(sampled(slice.hu, i, j), slice.window);
      inside[at] = sampled(slice.region, i, j) >= 0.5 ? 1 : 0;
      const value = slice.heat ? sampled(slice.heat.values, i, j) : NaN;
      heat[at] = value;
      body.values.set(Number.isNaN(value) ? [level, level, level] : heatOverGrey(level, value), 3 * at);
    }
  if (slice.heat) drawIsolines(body, { width, height, values: heat });
  drawOutline(body, { width, height, values: inside });
  drawSides(body, slice.sides);
  return body;
}

const SIDE_LETTER = 4;

function drawSides(body: RgbRaster, { left, right, top, bottom }: PatientSides): void {
  const [width, height] = [(word: string) => textWidth(word, SIDE_LETTER), textHeight(SIDE_LETTER)];
  const middle = {
    x: (word: string) => Math.round((body.width - width(word)) / 2),
    y: Math.round((body.height - height) / 2),
  };
  const end = {
    x: (word: string) => body.width - width(word) - lettering.REST,
    y: body.height - height - lettering.REST,
  };
  const draw = (word: string, x: number, y: number) => {
    lettering.drawRimmedText(body, word, { x, y }, SIDE_LETTER);
  };
  draw(left, lettering.REST, middle.y);
  draw(right, end.x(right), middle.y);
  draw(top, middle.x(top), lettering.REST);
  draw(bottom, middle.x(bottom), end.y);
}

const RULER_HEIGHT = 9;

/** At most a third of the width, a part a centimetre. */
function drawRulerStrip(picture: RgbRaster, { width, height, mmPerPixel }: CtField, greys: CtWindow): void {
  const centimetres = barLength((1000 * width * mmPerPixel) / 3) / 10_000;
  const pixels = (centimetres * 10) / mmPerPixel;
  const top = height + lettering.REST;
  const at = {
    x: lettering.REST,
    y: top + (textHeight(lettering.LETTER) - RULER_HEIGHT) / 2,
    height: RULER_HEIGHT,
  };
  drawRuler(picture, at, { pixels, parts: Math.max(1, centimetres) });
  const after = { x: Math.round(at.x + pixels) + 10, y: top };
  drawText(picture, pictureWords.centimetres(centimetres), after, lettering.LETTER, lettering.BLACK);
  const words = pictureWords.window(greys);
  const x = Math.max(LEAST_WIDTH, width) - textWidth(words, lettering.LETTER) - lettering.REST;
  drawText(picture, words, { x, y: top }, lettering.LETTER, lettering.BLACK);
}

/** The scale has the map's colours as they lie over soft tissue. */
const TISSUE_LEVEL = 140;

function drawScale(picture: RgbRaster, top: number, target: Target): void {
  const rect = {
    x: lettering.REST,
    y: top,
    width: picture.width - 2 * lettering.REST,
    height: SCALE_HEIGHT,
  };
  drawHeatScale(picture, rect, value => heatOverGrey(TISSUE_LEVEL, value));
  const columnOf = (value: number) => Math.round(rect.x + (rect.width - 1) * value);
  for (const { level, width } of ISOLINES)
    fillRect(picture, { ...rect, x: columnOf(level) - (width - 1) / 2, width }, lettering.BLACK);
  const draw = (words: string, x: number, y: number) => {
    drawText(picture, words, { x, y }, lettering.LETTER, lettering.BLACK);
  };
  const numbers = top + SCALE_HEIGHT + 6;
  for (const value of [0, ...ISOLINES.map(({ level }) => level), 1]) {
    const width = textWidth(String(value), lettering.LETTER);
    const x = Math.min(
      rect.x + rect.width - width,
      Math.max(rect.x, columnOf(value) - Math.round(width / 2)),
    );
    draw(String(value), x, numbers);
  }
  draw(pictureWords.heatMap(target), rect.x, numbers + lettering.LINE);
}
