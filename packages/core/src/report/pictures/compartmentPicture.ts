import { drawText, textHeight, textWidth } from '../../plots/pixelText';
import { barLength, drawRuler } from '../../plots/scaleBar';
import type { Rgb } from '../../plots/heatColour';
import type { Mask, RgbRaster } from '../../raster';
import * as lettering from './lettering';
import { pictureWords } from './words';

/** A class of tissue, and how it is told apart without colour. */
export interface Compartment {
  readonly label: string;
  readonly colour: Rgb;
  readonly hatch: Hatch;
}

export type Hatch = 'none' | 'rising' | 'dots';

/** A slide from far, with its compartments. */
export interface OutlinedSlide {
  readonly image: RgbRaster;
  readonly mmPerPixel: number;
  /** On the image's pixels: 0 for none, else the compartment's place in the list, from 1. */
  readonly classes: Mask;
  readonly compartments: readonly Compartment[];
}

/** The slide, each compartment outlined, hatched and faintly tinted; below it a ruler in millimetres and the legend. */
export function compartmentPicture(slide: OutlinedSlide): RgbRaster {
  const { image, compartments } = slide;
  const width = Math.max(LEAST_WIDTH, image.width, ...compartments.map(legendWidth));
  const height = image.height + lettering.LINE + 2 * lettering.REST + compartments.length * LEGEND_LINE;
  const picture = lettering.enlarged(image, width, height);
  drawCompartments(picture, slide.classes, compartments);
  drawRulerLine(picture, slide);
  compartments.forEach((compartment, index) => {
    const top = image.height + lettering.LINE + 2 * lettering.REST + index * LEGEND_LINE;
    drawLegendLine(picture, compartment, top);
  });
  return picture;
}

const LEAST_WIDTH = 320;
const SWATCH = { width: 60, height: 28 };
const LEGEND_LINE = SWATCH.height + 8;
const TEXT_LEFT = lettering.REST + SWATCH.width + 12;

const legendWidth = ({ label }: Compartment): number =>
  TEXT_LEFT + textWidth(label, lettering.LETTER) + lettering.REST;

function drawCompartments(picture: RgbRaster, classes: Mask, compartments: readonly Compartment[]): void {
  const { width, height, values } = classes;
  const border = borderOf(classes);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      const compartment = compartments[(values[at] ?? 0) - 1];
      if (border[at] === 1) picture.values.set(lettering.BLACK, 3 * (y * picture.width + x));
      else if (compartment) tint(picture, x, y, compartment);
    }
}

/** Pixels whose class differs from that of their left or upper neighbour: a line of one pixel. */
function borderOf({ width, height, values }: Mask): Uint8Array {
  const border = new Uint8Array(width * height);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      const isOther = (neighbour: number) => values[neighbour] !== values[at];
      if ((x > 0 && isOther(at - 1)) || (y > 0 && isOther(at - width))) border[at] = 1;
    }
  return border;
}

/** Shares of the compartment's colour, and of black where its hatching runs. Ours. */
const TINT = 0.12;
const INK = 0.55;

function tint({ width, values }: RgbRaster, x: number, y: number, { colour, hatch }: Compartment): void {
  const at = 3 * (y * width + x);
  const isInk = isHatched(hatch, x, y);
  colour.forEach((part, channel) => {
    const own = values[at + channel] ?? 0;
    const tinted = own + TINT * (part - own);
    values[at + channel] = Math.round(isInk ? tinted * (1 - INK) : tinted);
  });
}

/** Distance of the lines, and of the dots, in pixels. */
const PERIOD = 16;

function isHatched(hatch: Hatch, x: number, y: number): boolean {
  if (hatch === 'rising') return (x + y) % PERIOD < 2;
  const row = Math.floor(y / PERIOD);
  const column = (x + (row % 2) * (PERIOD / 2)) % PERIOD;
  return hatch === 'dots' && column < 3 && y % PERIOD < 3;
}

const RULER_HEIGHT = 9;

/** At most a third of the slide's width, in two parts. */
function drawRulerLine(picture: RgbRaster, { image, mmPerPixel }: OutlinedSlide): void {
  const millimetres = barLength((1000 * mmPerPixel * image.width) / 3) / 1000;
  const pixels = millimetres / mmPerPixel;
  const y = image.height + lettering.REST;
  const middle = (textHeight(lettering.LETTER) - RULER_HEIGHT) / 2;
  drawRuler(picture, { x: lettering.REST, y: y + middle, height: RULER_HEIGHT }, { pixels, parts: 2 });
  const after = { x: lettering.REST + Math.round(pixels) + 10, y };
  drawText(picture, pictureWords.millimetres(millimetres), after, lettering.LETTER, lettering.BLACK);
}

/** A field of the compartment as it looks on glass, and its name. */
function drawLegendLine(picture: RgbRaster, compartment: Compartment, top: number): void {
  const { width, height } = SWATCH;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const isBorder = x < 2 || y < 2 || x >= width - 2 || y >= height - 2;
      const at = { x: lettering.REST + x, y: top + y };
      if (isBorder) picture.values.set(lettering.BLACK, 3 * (at.y * picture.width + at.x));
      else tint(picture, at.x, at.y, compartment);
    }
  const y = top + Math.floor((height - textHeight(lettering.LETTER)) / 2);
  drawText(picture, compartment.label, { x: TEXT_LEFT, y }, lettering.LETTER, lettering.BLACK);
}
