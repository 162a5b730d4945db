import { matrixPoint } from '@timescope/core/frames';
import type { PixelSource } from '@timescope/core/pixelSource';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import type { Annotation } from '@timescope/extension-ihc-scoring/pipeline/annotations';
import type { CellTypeSource } from '@timescope/extension-ihc-scoring/pipeline/cellTypes/cellTypeSource';
import { learnCellTypes } from '@timescope/extension-ihc-scoring/pipeline/cellTypes/learnCellTypes';
import type { PresetName } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import type { MeasuredCells } from '@timescope/extension-ihc-scoring/pipeline/reading/rescore';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import type { ScoreContext, ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { scoreSlide } from '@timescope/extension-ihc-scoring/pipeline/scoreSlide';
import { BLUE, drawnSlide, type Colour, type Disc } from '../drawnSlide';

const EDGE = 440;

/** 9 x 9 nuclei of two sizes 22 um apart in browns of nine strengths; every third with a brown border as a membrane. */
const discs: Disc[] = Array.from({ length: 81 }, (_, k) => {
  const at = { x: 44 + 44 * (k % 9), y: 44 + 44 * Math.floor(k / 9) };
  const radius = k % 2 === 0 ? 7 : 10;
  const colour = brown((k * 5) % 9);
  return k % 3 === 0
    ? [
        { ...at, radius: radius + 5, colour },
        { ...at, radius: radius + 2, colour: [228, 226, 236] as Colour },
        { ...at, radius, colour: BLUE },
      ]
    : [{ ...at, radius, colour: k % 3 === 1 ? colour : mixed(colour) }];
}).flat();

/** From almost blue-grey to dark brown. */
function brown(strength: number): Colour {
  const dark = strength / 8;
  return [200 - 90 * dark, 176 - 106 * dark, 176 - 136 * dark].map(Math.round) as unknown as Colour;
}

function mixed([red, green, blue]: Colour): Colour {
  return [red - 20, green - 10, blue] as const;
}

export const stainedField = (): PixelSource =>
  plainImageSource(drawnSlide(EDGE, EDGE, discs), micrometresPerPixel(0.5));

const rectangle = (x: number, y: number, width: number, height: number) => [
  matrixPoint(x, y),
  matrixPoint(x + width, y),
  matrixPoint(x + width, y + height),
  matrixPoint(x, y + height),
];

export const area = (
  role: Annotation['role'],
  ...box: readonly [number, number, number, number]
): Annotation => ({
  name: role,
  role,
  rings: [rectangle(...box)],
});

/** The left half is tumour, a quarter is stroma. */
export const compartments: readonly Annotation[] = [
  area('tumour', 0, 0, 220, EDGE),
  area('stroma', 220, 0, 220, 220),
];

export const requestFor = (preset: PresetName, more: Partial<ScoreRequest> = {}): ScoreRequest => ({
  preset,
  annotations: compartments,
  slide: { description: 'drawn', digest: 'none' },
  ...more,
});

/** Tumour and immune cells, learned from clicks on large and on small nuclei. */
export async function learnedTypes(): Promise<CellTypeSource> {
  const clicks = discs
    .filter(({ radius }) => radius === 7 || radius === 10)
    .slice(0, 30)
    .map(({ x, y, radius }) => ({
      kind: 'points' as const,
      name: undefined,
      className: radius === 7 ? 'Immune cells' : 'Tumor',
      rings: [[matrixPoint(x, y)]],
    }));
  const model = await learnCellTypes('drawn', clicks, stainedField(), requestFor('pdl1-cps'));
  return { kind: 'classifier', model };
}

/** A run as a page keeps it. */
export async function measured(request: ScoreRequest, context: ScoreContext = {}) {
  const tables: CellTable[] = [];
  const onCells = (cells: CellTable) => void tables.push(cells);
  const { result, basis } = await scoreSlide(stainedField(), request, { ...context, onCells });
  const cells: MeasuredCells = { basis, tables };
  return { result, cells };
}

/** A run as a page kept it before results said why their detector ran. */
export async function measuredBefore(slide: ScoreRequest['slide']) {
  const request: ScoreRequest = { preset: 'er', slide };
  const { result, cells } = await measured(request);
  const { detectorReason, ...provenance } = result.provenance;
  if (detectorReason === undefined) throw new Error('a result of now says why');
  return { ...cells, request, result: { ...result, provenance } };
}
