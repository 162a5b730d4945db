import { PRINTED_PPI } from '@timescope/core/report/pictures/lettering';
import type { MadePicture } from '@timescope/core/report/pictures/reportPictures';
import type { ReportPicture, ReportPlot } from '@timescope/core/report/reportDocument';
import { reportStrings } from '@timescope/core/report/strings';
import type { Piece, Place, Unit } from './flow';
import { svgPicture } from './svgPicture';
import { rowUnit, type Ink } from './textUnits';

/** The report's pictures by their keys. */
export type Figures = ReadonlyMap<string, MadePicture>;

/** A figure fitted into a width, and the paragraphs beside or below it. */
interface Fitted {
  readonly width: number;
  readonly height: number;
  readonly draw: (at: Place) => void;
  readonly words: readonly string[];
  readonly alternative: string;
  readonly isPicture: boolean;
}

/** Pictures two a row, plots one a row. */
export function figureUnits(
  ink: Ink,
  figures: readonly (ReportPicture | ReportPlot)[],
  width: number,
  pictures: Figures,
): readonly Unit[] {
  const shown = figures.filter(each => each.kind === 'picture');
  const rows = shown.flatMap((first, k) => (k % 2 === 0 ? [[first, ...shown.slice(k + 1, k + 2)]] : []));
  return [
    ...rows.map(row =>
      figureRow(
        ink,
        row.map(each => fittedPicture(ink, each, (width - GAP) / 2, pictures)),
        width,
      ),
    ),
    ...figures
      .filter(each => each.kind === 'plot')
      .map(plot => figureRow(ink, [fittedPlot(ink, plot, width)], width)),
  ];
}

const GAP = 8;
/** Letters of a plot are 12 pixels high, so 9 points; they stay above 8. */
const PLOT_SCALE = 0.75;

/** Whether a plot is legible in a column. */
export const fitsColumn = ({ svg }: ReportPlot, width: number): boolean =>
  svgPicture(svg).width * LEAST_PLOT_SCALE <= width;

const LEAST_PLOT_SCALE = 8 / 12;

/** All pictures have one scale, so that two of the same slice are compared and their letters are legible. */
function fittedPicture(
  { pdf }: Ink,
  { key, caption, alternative }: ReportPicture,
  widest: number,
  pictures: Figures,
): Fitted {
  const picture = pictures.get(key) ?? { kind: 'missing', because: reportStrings.noImages };
  if (picture.kind === 'missing') {
    const words = [caption, reportStrings.noPicture(picture.because)];
    return { width: 0, height: 0, draw: () => undefined, words, alternative, isPicture: true };
  }
  const scale = Math.min(POINTS_PER_INCH / PRINTED_PPI, widest / picture.width);
  const size = { width: scale * picture.width, height: scale * picture.height };
  const source = new Uint8Array(picture.png).buffer;
  return {
    ...size,
    draw: ({ x, y }) => pdf.image(source, x, y, size),
    words: [caption],
    alternative,
    isPicture: true,
  };
}

const POINTS_PER_INCH = 72;

function fittedPlot({ pdf, type }: Ink, { svg, caption, alternative }: ReportPlot, width: number): Fitted {
  const plot = svgPicture(svg);
  const scale = Math.min(PLOT_SCALE, width / plot.width);
  return {
    width: scale * plot.width,
    height: scale * plot.height,
    draw: at => plot.draw(pdf, type, at, scale),
    words: [caption],
    alternative,
    isPicture: false,
  };
}

/** Figures side by side, each with its caption below; that of a picture which stands alone is beside it. */
function figureRow(ink: Ink, row: readonly Fitted[], width: number): Unit {
  const parts = captionedRow(ink, row, width);
  const height = Math.max(...parts.map(part => part.height));
  const pieces = parts.flatMap(part => part.pieces);
  return { strips: [{ height, pieces }], gap: 0.4 * ink.size, staysWithNext: true };
}

function captionedRow(ink: Ink, row: readonly Fitted[], width: number): readonly Captioned[] {
  const apart = 0.3 * ink.size;
  const [only, ...others] = row;
  if (only && others.length === 0 && only.isPicture && only.height > 0) {
    const left = only.width + GAP;
    return [captioned(ink, only, { cell: 0, left: 0 }, { left, top: 0, width: width - left })];
  }
  const step = (width + GAP) / row.length;
  return row.map((figure, cell) => {
    const left = cell * step;
    const room = { left, top: figure.height + apart, width: step - GAP };
    return captioned(ink, figure, { cell, left }, room);
  });
}

interface Captioned {
  readonly height: number;
  readonly pieces: readonly Piece[];
}

/** @param room of the caption */
function captioned(
  ink: Ink,
  { draw, words, alternative, height }: Fitted,
  { cell, left }: { readonly cell: number; readonly left: number },
  room: { readonly left: number; readonly top: number; readonly width: number },
): Captioned {
  const paragraphs = words.map(text => [{ text, size: ink.size, weight: 'regular' }] as const);
  const { strips } = rowUnit(ink, [{ ...room, paragraphs, tag: { type: 'Caption' } }], { gap: 0 });
  let top = room.top;
  const lines = strips.flatMap(strip => {
    const y = top;
    top += strip.height;
    return strip.pieces.map((piece): Piece => ({
      ...piece,
      cell,
      draw: at => piece.draw({ x: at.x, y: at.y + y }),
    }));
  });
  const figure: Piece = {
    cell,
    tag: { type: 'Figure', alt: alternative },
    draw: ({ x, y }) => draw({ x: x + left, y }),
  };
  return { height: Math.max(height, top), pieces: [figure, ...lines] };
}
