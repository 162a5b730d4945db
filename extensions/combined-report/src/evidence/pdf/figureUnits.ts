import type { MadePicture } from '@timescope/core/report/pictures/reportPictures';
import type { ReportPicture, ReportPlot } from '@timescope/core/report/reportDocument';
import { reportStrings } from '@timescope/core/report/strings';
import { stripsHeight, type Place, type Tag, type Unit } from './flow';
import { svgPicture } from './svgPicture';
import { rowUnit, type Cell, type Ink } from './textUnits';

/** The report's pictures by their keys. */
export type Figures = ReadonlyMap<string, MadePicture>;

/** A figure fitted into a width, and the paragraphs below it. */
interface Fitted {
  readonly height: number;
  readonly draw: (at: Place) => void;
  readonly words: readonly string[];
  readonly alternative: string;
  readonly isPicture: boolean;
}

/** Pictures two a row, plots one a row, each with its caption below. */
export function figureUnits(
  ink: Ink,
  figures: readonly (ReportPicture | ReportPlot)[],
  width: number,
  pictures: Figures,
): readonly Unit[] {
  const shown = figures.filter(each => each.kind === 'picture');
  const half = (width - GAP) / 2;
  const rows = shown.flatMap((first, k) => (k % 2 === 0 ? [[first, ...shown.slice(k + 1, k + 2)]] : []));
  return [
    ...rows.flatMap(row =>
      figureRow(
        ink,
        row.map(each => fittedPicture(ink, each, half, pictures)),
        half,
      ),
    ),
    ...figures
      .filter(each => each.kind === 'plot')
      .flatMap(plot => figureRow(ink, [fittedPlot(ink, plot, width)], width)),
  ];
}

const GAP = 8;
/** Letters of a plot are 12 pixels high, so 9 points; they stay above 8. */
const PLOT_SCALE = 0.75;

/** Whether a plot is legible in a column. */
export const fitsColumn = ({ svg }: ReportPlot, width: number): boolean =>
  svgPicture(svg).width * LEAST_PLOT_SCALE <= width;

const LEAST_PLOT_SCALE = 8 / 12;

function fittedPicture(
  { pdf, thumbnail }: Ink,
  { key, caption, alternative }: ReportPicture,
  width: number,
  pictures: Figures,
): Fitted {
  const picture = pictures.get(key) ?? { kind: 'missing', because: reportStrings.noImages };
  if (picture.kind === 'missing') {
    const words = [caption, reportStrings.noPicture(picture.because)];
    return { height: 0, draw: () => undefined, words, alternative, isPicture: true };
  }
  const { png } = picture;
  const scale = Math.min(width / picture.width, thumbnail / picture.height);
  const size = { width: scale * picture.width, height: scale * picture.height };
  const source = new Uint8Array(png).buffer;
  return {
    height: size.height,
    draw: ({ x, y }) => pdf.image(source, x, y, size),
    words: [caption],
    alternative,
    isPicture: true,
  };
}

function fittedPlot({ pdf, type }: Ink, { svg, caption, alternative }: ReportPlot, width: number): Fitted {
  const plot = svgPicture(svg);
  const scale = Math.min(PLOT_SCALE, width / plot.width);
  return {
    height: scale * plot.height,
    draw: at => plot.draw(pdf, type, at, scale),
    words: [caption],
    alternative,
    isPicture: false,
  };
}

/** Figures side by side, their captions below; the caption of a picture that stands alone is beside it. */
function figureRow(ink: Ink, row: readonly Fitted[], step: number): readonly Unit[] {
  const tags = row.map(({ alternative }): Tag => ({ type: 'Figure', alt: alternative }));
  const height = Math.max(...row.map(each => each.height));
  const pieces = row.map(({ draw }, k) => ({
    cell: k,
    tag: tags[k] ?? { type: 'Figure' },
    draw: ({ x, y }: Place) => draw({ x: x + k * (step + GAP), y }),
  }));
  const isBeside = row.length === 1 && row[0]?.isPicture === true && height > 0;
  const captions = row.map(({ words }, k): Cell => ({
    left: (isBeside ? 1 : k) * (step + GAP),
    width: step,
    paragraphs: words.map(text => [{ text, size: ink.size, weight: 'regular' }]),
    tag: { type: 'Caption' },
  }));
  const gap = 0.4 * ink.size;
  const caption = rowUnit(ink, captions, { gap: 0.1 * ink.size });
  if (!isBeside) return [{ strips: [{ height, pieces }], gap, staysWithNext: true }, caption];
  const [first, ...others] = caption.strips;
  const left = height - stripsHeight(caption.strips);
  return [
    {
      strips: [
        { height: first?.height ?? 0, pieces: [...pieces, ...(first?.pieces ?? [])] },
        ...others,
        { height: Math.max(0, left), pieces: [] },
      ],
      gap,
      staysWithNext: true,
    },
  ];
}
