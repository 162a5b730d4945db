import { matrixPoint } from '@timescope/core/frames';
import { emptyDigest } from '@timescope/core/result/cellDigest';
import type { RanNetwork } from '@timescope/core/result/ranNetwork';
import type { Coverage, ScoreResult } from '@timescope/core/result/scoreResult';
import { emptyCellTable, type CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import type { CellTypeSource } from '@timescope/extension-ihc-scoring/pipeline/cellTypes/cellTypeSource';
import type { PresetName } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import type { ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { scoreResultOf } from '@timescope/extension-ihc-scoring/pipeline/scoreResultOf';
import { addTile, newSlideSums } from '@timescope/extension-ihc-scoring/pipeline/scores/slideSums';
import { settingsOf } from '@timescope/extension-ihc-scoring/pipeline/settings';
import { defaultVectors } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';

/** A cell in a few letters: compartment (o, t, s), type (o, t, i), grade 0 to 3 or x, complete border (c). */
export type CellText = string;

/** Tables of cells whose numbers are only their codes. */
export function cellsOf(texts: readonly CellText[]): CellTable {
  const codes = (letters: string, at: number) =>
    Uint8Array.from(texts, text => letters.indexOf(text[at] ?? ''));
  const measured = Float32Array.from(texts, text => (text[2] === 'x' ? Number.NaN : 0.2));
  return {
    ...emptyCellTable(),
    count: texts.length,
    nucleusDab: measured,
    cytoplasmDab: measured,
    membraneDab: measured,
    cellDab: measured,
    membraneDabP10: Float32Array.from(texts, text => (text.endsWith('c') ? 1 : 0)),
    compartment: codes('ots', 0),
    type: codes('oti', 1),
    grade: Uint8Array.from(texts, text => (text[2] === 'x' ? 0 : Number(text[2]))),
  };
}

export const times = (count: number, text: CellText): CellText[] => Array.from({ length: count }, () => text);

/** Cell types are known, by a classifier that nobody asks. */
export const typed = {
  kind: 'classifier',
  model: { name: 'by hand', hash: 'none' },
} as unknown as CellTypeSource;

export interface HandMade {
  readonly preset: PresetName;
  readonly cells: readonly CellText[];
  /** Tumour and stroma are drawn, or the tumour alone. */
  readonly drawn?: boolean | 'tumour';
  /** Tumour and stroma by a network's mask. */
  readonly network?: RanNetwork;
  readonly typed?: boolean;
  readonly pcms?: number;
  /** By compartment, 4 grades each. */
  readonly tissuePixels?: readonly number[];
  readonly cellPixels?: readonly number[];
  readonly coverage?: Partial<Coverage>;
}

const NO_MASK = {
  ...{ width: 0, height: 0, values: new Uint8Array(), source: 'by hand' },
  origin: matrixPoint(0, 0),
  matrixStep: { x: 1, y: 1 },
};

/** The result of cells and pixels made up by hand, on 2 mm2 of tissue unless said otherwise. */
export function resultOf(made: HandMade): ScoreResult {
  const drawn = made.drawn === 'tumour' ? (['tumour'] as const) : (['tumour', 'stroma'] as const);
  const request: ScoreRequest = {
    preset: made.preset,
    slide: { description: 'by hand', digest: 'none' },
    ...(made.drawn && { annotations: drawn.map(role => ({ name: role, role, rings: [] })) }),
    ...(made.network && { compartments: { kind: 'mask', mask: { ...NO_MASK, network: made.network } } }),
    ...(made.typed && { cellTypes: typed }),
    ...(made.pcms !== undefined && { pcms: made.pcms }),
  };
  const settings = settingsOf(request);
  const sums = newSlideSums(settings);
  const tissuePixels = Float64Array.from(made.tissuePixels ?? [1000, 0, 0, 0, 1000, 0, 0, 0, 2000, 0, 0, 0]);
  const cellPixels = Float64Array.from(made.cellPixels ?? new Array<number>(12).fill(0));
  addTile(sums, { cells: cellsOf(made.cells), tally: { tissuePixels, cellPixels } });
  const coverage = {
    requestedMm2: 2,
    analysedMm2: 2,
    fraction: 1,
    tiles: { total: 4, unreadable: 0, neverScanned: 0 },
    ...made.coverage,
  };
  const mpp = { x: 0.5, y: 0.5 };
  return scoreResultOf({
    request,
    settings,
    frame: { levelIndex: 0, level: { mpp } } as never,
    stain: {
      stain: 'h-dab',
      white: [240, 240, 240],
      whiteSource: 'channel-mode',
      vectors: defaultVectors('h-dab'),
      vectorsSource: 'default',
      estimated: { white: [240, 240, 240] },
      doubts: [],
    },
    tissue: { isAssumed: false },
    coverage,
    sums,
    digest: emptyDigest(),
    engine: 'by hand',
    artefacts: { of: 'tissue', percent: {} },
    hotspots: [],
  });
}
