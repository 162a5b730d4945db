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
 * The outline with the body around it, up to 600 pixels along its longer side, the heat map over it; below it a ruler in
 * centimetres, the window and what the map is, beside it the map's scale.
 * @throws TimescopeError EMPTY_ROI when the region has no voxel on the slice
 */
export function ctPicture(slice: OutlinedSlice): RgbRaster {
  const field = ctField(slice.region, slice.spacingMm);
  const body = bodyOf(slice, field);
  const lines = slice.heat ? lettering.wrapped(pictureWords.heatMap(slice.heat.target), textRoom(field)) : [];
  const band = slice.heat?.demonstration ? DEMONSTRATION_WEIGHTS.split(/(?<=,) /) : [];
  const below = RULER_STRIP + lines.length * lettering.LINE + lettering.REST;
  const picture = lettering.enlarged(
    body,
    pictureWidth(slice, field),
    field.height + below + lettering.bandHeight(band),
  );
  drawRulerStrip(picture, field, slice.window);
  lines.forEach((line, index) => {
    const at = { x: lettering.REST, y: field.height + RULER_STRIP + index * lettering.LINE };
    drawText(picture, line, at, lettering.LETTER, lettering.BLACK);
  });
  lettering.drawBand(picture, band, field.height + below);
  if (slice.heat) drawScale(picture, field);
  return picture;
}

/** Ruler and window. */
const RULER_STRIP = lettering.LINE + 2 * lettering.REST;
const SCALE_STRIP = 130;
/** A narrow cut-out of a scan still has room for its words. */
const LEAST_WIDTH = 480;

const pictureWidth = ({ heat }: OutlinedSlice, { width }: CtField): number =>
  Math.max(LEAST_WIDTH, width) + (heat ? SCALE_STRIP : 0);

const textRoom = ({ width }: CtField): number =>
  Math.max(LEAST_WIDTH, width) + SCALE_STRIP - 2 * lettering.REST;

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
const SCALE = { left: 16, width: 30, margin: 24 };

function drawScale(picture: RgbRaster, field: CtField): void {
  const left = picture.width - SCALE_STRIP + SCALE.left;
  const rect = { x: left, y: SCALE.margin, width: SCALE.width, height: field.height - 2 * SCALE.margin };
  drawHeatScale(picture, rect, value => heatOverGrey(TISSUE_LEVEL, value));
  const rowOf = (value: number) => Math.round(rect.y + (rect.height - 1) * (1 - value));
  for (const { level, width } of ISOLINES) {
    const line = { x: left, y: rowOf(level) - (width - 1) / 2, width: SCALE.width, height: width };
    fillRect(picture, line, lettering.BLACK);
  }
  for (const value of [0, ...ISOLINES.map(({ level }) => level), 1]) {
    const y = rowOf(value) - Math.floor(textHeight(lettering.LETTER) / 2);
    drawText(picture, String(value), { x: left + SCALE.width + 8, y }, lettering.LETTER, lettering.BLACK);
  }
}
