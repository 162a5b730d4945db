import { RESEARCH_USE } from '@timescope/core/researchUse';
import { scoreHash } from '@timescope/core/result/hash';
import { SCORE_RESULT_VERSION, type Coverage, type ScoreResult } from '@timescope/core/result/scoreResult';
import { VERSION } from '@timescope/core/version';
import type { Warning } from '@timescope/core/warning';
import type { CellTable } from './cellTable';
import { isPartial, unreadShare } from './coverage';
import { WORKING_MPP } from './detection/detectNuclei';
import type { ScoreRequest } from './scoreRequest';
import { countsOf, densityPerMm2, gradeCountsOf, hScore, percentPositive } from './scores';
import type { DetectorSettings } from './presets/preset';
import type { Settings } from './settings';
import { RUIFROK_H_DAB } from './stain';
import type { Tissue } from './tissue';
import type { White } from './white';
import type { WorkingFrame } from './workingFrame';

/** Changes whenever equal pixels may give other cells. */
const METHOD = 'classical-cells-2';

export interface ScoredCells {
  readonly request: ScoreRequest;
  readonly settings: Settings;
  readonly frame: WorkingFrame;
  readonly white: White;
  readonly tissue: Tissue;
  readonly cells: CellTable;
  readonly coverage: Coverage;
}

/** The result document of the cells found: numbers, why others are missing, and how all were made. */
export function scoreResultOf(scored: ScoredCells): ScoreResult {
  const { cells, coverage, settings } = scored;
  const gradeCounts = gradeCountsOf(cells);
  const counts = countsOf(gradeCounts);
  const reason = reasonForNone(coverage, counts.total);
  const given = <Value>(value: Value | undefined): Value | null => (reason ? null : (value ?? null));
  const whole = <Value>(value: Value | undefined) => ({ whole: given(value), tumour: null, stroma: null });
  const areaMm2 = coverage.analysedMm2;
  const body = {
    kind: 'timescope.score',
    version: SCORE_RESULT_VERSION,
    researchUse: RESEARCH_USE,
    marker: settings.preset.marker,
    status: isPartial(coverage) ? 'partial' : 'complete',
    cells: counts,
    percentPositive: given(percentPositive(counts)),
    gradeCounts,
    hScore: whole(hScore(gradeCounts)),
    allred: { whole: null, tumour: null, stroma: null },
    densityPerMm2: whole(densityPerMm2(counts, areaMm2)),
    areaMm2: { whole: areaMm2 > 0 ? areaMm2 : null, tumour: null, stroma: null },
    tumourFraction: null,
    tumourCellularity: null,
    compartments: { tumour: NO_COMPARTMENT, stroma: NO_COMPARTMENT },
    notEvaluable: { ...UNKNOWN_COMPARTMENTS, ...reasonsFor(reason, areaMm2) },
    warnings: warningsOf(scored, counts.total),
    coverage,
    provenance: provenanceOf(scored),
  } as const;
  return { ...body, hash: scoreHash(body, cells) };
}

const NO_COMPARTMENT = {
  cells: null,
  percentPositive: null,
  hScore: null,
  allred: null,
  densityPerMm2: null,
  areaMm2: null,
} as const;

const NO_TUMOUR_MASK =
  'Tumour and stroma are not told apart by this method: draw a region around the tumour to score it alone.';

const UNKNOWN_COMPARTMENTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['hScore', 'allred', 'densityPerMm2', 'areaMm2'].flatMap(score => [
      [`${score}.tumour`, NO_TUMOUR_MASK],
      [`${score}.stroma`, NO_TUMOUR_MASK],
    ]),
  ),
  'compartments.tumour': NO_TUMOUR_MASK,
  'compartments.stroma': NO_TUMOUR_MASK,
  tumourFraction: NO_TUMOUR_MASK,
  tumourCellularity: NO_TUMOUR_MASK,
  'allred.whole': 'The Allred score is defined for ER and PR.',
};

/** Why no score of the whole area can be given, if so. */
function reasonForNone(coverage: Coverage, total: number): string | undefined {
  if (isPartial(coverage)) return `${unreadText(coverage)}; at most 1 % may be missing.`;
  if (coverage.requestedMm2 === 0) return 'No tissue was found in the area.';
  return total === 0 ? 'No nuclei were found in the tissue.' : undefined;
}

/** "12.3 % of the tissue could not be read (4 of 60 tiles)". */
function unreadText(coverage: Coverage): string {
  const { unreadable, total } = coverage.tiles;
  const percent = 100 * unreadShare(coverage);
  const share = percent < 0.1 ? 'Less than 0.1' : percent.toFixed(1);
  return `${share} % of the tissue could not be read (${unreadable} of ${total} tiles)`;
}

function reasonsFor(reason: string | undefined, areaMm2: number): Record<string, string> {
  if (!reason) return {};
  return {
    percentPositive: reason,
    'hScore.whole': reason,
    'densityPerMm2.whole': reason,
    ...(areaMm2 > 0 ? {} : { 'areaMm2.whole': reason }),
  };
}

/** Micrometres per pixel from which nuclei are only a few pixels wide. Ours. */
const COARSE_MPP = 0.75;

function warningsOf(
  { request, settings, coverage, tissue, white, frame }: ScoredCells,
  total: number,
): Warning[] {
  const { preset } = settings;
  const warnings: (Warning | undefined)[] = [
    isPartial(coverage)
      ? { code: 'PARTIAL', message: 'Too much of the tissue could not be read for a score.' }
      : undefined,
    unreadShare(coverage) > 0
      ? { code: 'TISSUE_UNREAD', message: `${unreadText(coverage)}; areas and cells leave it out.` }
      : undefined,
    tissue.isAssumed
      ? {
          code: 'OVERVIEW_UNREADABLE',
          message:
            'Part of the overview could not be read; there all of the area is taken for tissue, glass as well.',
        }
      : undefined,
    total > 0 && total < preset.minimumCells
      ? {
          code: 'FEW_CELLS',
          message: `Only ${total} cells were evaluated; at least ${preset.minimumCells} are expected for ${preset.marker}.`,
        }
      : undefined,
    white.doubt === undefined ? undefined : { code: 'WHITE_UNUSUAL', message: white.doubt },
    frame.level.mpp.x > COARSE_MPP
      ? {
          code: 'COARSE_LEVEL',
          message: `The nearest level has ${frame.level.mpp.x.toFixed(2)} um/px; ${WORKING_MPP} um/px is needed for reliable nuclei.`,
        }
      : undefined,
  ];
  const ofSlide = (request.slide.warnings ?? []).map(message => ({ code: 'SLIDE', message }));
  return [...warnings.filter(warning => warning !== undefined), ...ofSlide];
}

function provenanceOf({ request, settings, frame, white }: ScoredCells): ScoreResult['provenance'] {
  return {
    software: { name: 'TIMEscope', version: VERSION },
    method: METHOD,
    preset: settings.preset.name,
    engine: 'typescript',
    tier: 'reference',
    thresholds: { positiveDab: settings.gradeThresholds, detectionRingContrast: detectionThreshold(settings.detector) },
    white: { rule: settings.white.rule, rgb: white.rgb },
    stainVectors: RUIFROK_H_DAB,
    level: { index: frame.levelIndex, mpp: { x: frame.level.mpp.x, y: frame.level.mpp.y } },
    workingMpp: WORKING_MPP,
    region:
      request.annotations?.flatMap(({ rings }) => rings.flat().map(({ x, y }) => [x, y] as const)) ??
      'whole slide',
    input: { description: request.slide.description, digest: request.slide.digest },
  };
}

const detectionThreshold = (detector: DetectorSettings): number =>
  detector.kind === 'generic' ? detector.ringContrast : detector.threshold;
