import type { CellEdits, ProvenanceNetwork, ScoreSums } from '@timescope/core/result/scoreResult';
import type { Warning } from '@timescope/core/warning';
import { isPartial, unreadShare } from '../coverage';
import { networkOfMask } from '../scoreProvenance';
import type { ScoredSlide } from '../scoreResultOf';
import { countsOf, percentPositive, totalOf } from './formulas';
import { networkWarnings } from './networkWarnings';
import type { Part, Parts } from './parts';
import { fractionOf } from './parts';
import type { Populations } from './populations';
import { unreadText } from './sentences';
import { pixelGrades } from './slideSums';

/** Micrometres per pixel from which nuclei are only a few pixels wide. Ours. */
const COARSE_MPP = 0.75;
/** Tumour in less of the tissue than this makes AutoIHC overestimate (Yin et al.); the note begins a little before. */
const LOW_TUMOUR = 0.1;
const LOW_TUMOUR_NOTE = 0.15;
/** Less stroma than this share of the tissue carries no score of its own. Ours. */
const LITTLE_STROMA = 0.05;
/** Strongly brown tissue without a cell, of all tissue: nuclei may be hidden under it (AutoIHC's limit). Share ours. */
const HEAVY_DAB = 0.05;
/** Cells whose measured compartment is missing, of all cells. Ours. */
const MANY_NOT_EVALUABLE = 0.05;

export interface Found {
  readonly groups: Populations;
  readonly parts: Parts;
  readonly sums: ScoreSums;
  readonly notEvaluable: number;
}

/** All that a reader must know beside the numbers, in the order of weight. */
export function warningsOf(scored: Omit<ScoredSlide, 'digest'>, found: Found): Warning[] {
  const { request, settings, stain } = scored;
  const plain = (code: string) => (message: string) => ({ code, message });
  return [
    ...readerWarnings(scored),
    ...readingWarnings(scored),
    ...cellWarnings(scored, found),
    ...compartmentWarnings(found.parts, networkOfMask(request.compartments)),
    ...networkWarnings(scored),
    ...stain.doubts.map(plain('STAIN_UNUSUAL')),
    ...settings.preset.notes.map(plain('PRESET_NOTE')),
    ...(request.slide.warnings ?? []).map(plain('SLIDE')),
  ];
}

const when = (holds: boolean, code: string, message: () => string): Warning[] =>
  holds ? [{ code, message: message() }] : [];

function readerWarnings({ request, reader }: Pick<ScoredSlide, 'request' | 'reader'>): Warning[] {
  if (!reader) return [];
  const { count, unknown, leftOut, retyped } = reader.edits;
  const isTyped = request.cellTypes?.kind === 'classifier';
  return [
    ...when(count > 0, 'EDITED', () => `${editedText(reader.edits)}; the tool's own scores stand beside.`),
    ...when(
      retyped > 0 && !isTyped,
      'TYPES_NOT_COUNTED',
      () =>
        'Cells were given other types, but no score of this run counts types: apply a cell-type classifier.',
    ),
    ...when(
      leftOut > 0,
      'AREA_LEFT_OUT',
      () =>
        `${leftOut} cells lie in areas that were left out after the measurement; areas still include them.`,
    ),
    ...when(
      unknown > 0,
      'EDITS_UNKNOWN',
      () => `${unknown} edits are of cells that this run did not find; they change nothing here.`,
    ),
  ];
}

/** "A reader changed 5 cells: 2 left out, 3 regraded". */
function editedText({ count, excluded, included, regraded, retyped }: CellEdits): string {
  const parts = [
    [excluded, 'left out'],
    [included, 'taken in'],
    [regraded, 'regraded'],
    [retyped, 'of another type'],
  ].filter(([cells]) => cells !== 0);
  return `A reader changed ${count} ${count === 1 ? 'cell' : 'cells'}: ${parts.map(part => part.join(' ')).join(', ')}`;
}

function readingWarnings({
  coverage,
  tissue,
  frame,
}: Pick<ScoredSlide, 'coverage' | 'tissue' | 'frame'>): Warning[] {
  return [
    ...when(isPartial(coverage), 'PARTIAL', () => 'Too much of the tissue could not be read for a score.'),
    ...when(
      unreadShare(coverage) > 0,
      'TISSUE_UNREAD',
      () => `${unreadText(coverage)}; areas and cells leave it out.`,
    ),
    ...when(
      tissue.isAssumed,
      'OVERVIEW_UNREADABLE',
      () =>
        'Part of the overview could not be read; there all of the area is taken for tissue, glass as well.',
    ),
    ...when(
      frame.level.mpp.x > COARSE_MPP,
      'COARSE_LEVEL',
      () =>
        `The nearest level has ${frame.level.mpp.x.toFixed(2)} um/px; 0.5 um/px is needed for reliable nuclei.`,
    ),
  ];
}

function cellWarnings(
  { settings, request }: Pick<ScoredSlide, 'settings' | 'request'>,
  { groups, sums, notEvaluable }: Found,
): Warning[] {
  const { preset } = settings;
  const tumourCells = preset.cellsScored === 'tumour' ? groups.tumourCells : undefined;
  const total = totalOf(tumourCells ?? groups.whole);
  const all = totalOf(groups.whole) + notEvaluable;
  const hidden = hiddenShare(sums);
  return [
    ...when(
      total > 0 && total < preset.minimumCells,
      'FEW_CELLS',
      () =>
        `Only ${total} ${tumourCells ? 'tumour cells' : 'cells'} were evaluated; at least ${preset.minimumCells} are expected for ${preset.marker}.`,
    ),
    ...when(
      notEvaluable > MANY_NOT_EVALUABLE * all,
      'CELLS_NOT_EVALUABLE',
      () => `${notEvaluable} of ${all} cells have no ${settings.measured} of their own and are not counted.`,
    ),
    ...enteredWarnings(groups, request.pcms),
    ...when(
      hidden > HEAVY_DAB,
      'HEAVY_DAB',
      () =>
        `${percent(hidden)} of the tissue is strongly brown and holds no cell that was found: dense stain may hide nuclei.`,
    ),
  ];
}

/** A cell with a complete stained membrane is a stained cell: their share cannot be larger. */
function enteredWarnings({ tumourCells }: Populations, pcms: number | undefined): Warning[] {
  const stained = tumourCells && percentPositive(countsOf(tumourCells));
  return stained === undefined || pcms === undefined
    ? []
    : when(
        pcms > stained,
        'PCMS_ABOVE_STAINED',
        () =>
          `The entered ${pcms.toFixed(1)} % of complete membranes are more than the ${stained.toFixed(1)} % of tumour cells that are stained at all: check the number and the 1+ threshold.`,
      );
}

function hiddenShare({ tissuePixels, cellPixels }: ScoreSums): number {
  const tissue = pixelGrades(tissuePixels);
  const all = totalOf(tissue);
  return all === 0 ? 0 : (tissue[3] - pixelGrades(cellPixels)[3]) / all;
}

function compartmentWarnings(
  { whole, tumour, stroma }: Parts,
  network: ProvenanceNetwork | undefined,
): Warning[] {
  const share = (part: Part | undefined) => fractionOf(part, whole);
  const ofTumour = share(tumour);
  const ofStroma = share(stroma);
  return [
    ...when(ofTumour === 0, 'NO_TUMOUR_TISSUE', () =>
      network
        ? `The network ${network.name} ${network.version} found no tumour in the analysed tissue.`
        : 'The tumour holds no analysed tissue: its areas lie off the slide or the tissue, or are covered by areas of stroma or areas left out.',
    ),
    ...when(
      ofTumour !== undefined && ofTumour > 0 && ofTumour < LOW_TUMOUR,
      'LOW_TUMOUR',
      () =>
        `Tumour is ${percent(ofTumour)} of the tissue, below 10 %: tumour scores tend to come out too high.`,
    ),
    ...when(
      ofTumour !== undefined && ofTumour >= LOW_TUMOUR && ofTumour < LOW_TUMOUR_NOTE,
      'LOW_TUMOUR_NOTE',
      () => `Tumour is ${percent(ofTumour)} of the tissue, below 15 %.`,
    ),
    ...when(
      ofStroma !== undefined && ofStroma < LITTLE_STROMA,
      'LITTLE_STROMA',
      () => `Stroma is ${percent(ofStroma)} of the tissue: its scores rest on little.`,
    ),
  ];
}

const percent = (share = 0): string => `${(100 * share).toFixed(1)} %`;
