import { RESEARCH_USE } from '@timescope/core/researchUse';
import type { PatchScores } from '@timescope/core/result/patchScores';
import type { CellDigest } from '@timescope/core/result/cellDigest';
import { hashed } from '@timescope/core/result/hash';
import type { RanNetwork } from '@timescope/core/result/ranNetwork';
import {
  SCORE_RESULT_VERSION,
  type ArtefactShares,
  type CellEdits,
  type Coverage,
  type Hotspot,
  type ScoreResult,
  type ToolScores,
} from '@timescope/core/result/scoreResult';
import { isPartial } from './coverage';
import { runRecordOf } from './runRecord';
import { provenanceOf } from './scoreProvenance';
import type { ScoreRequest } from './scoreRequest';
import { partsOf } from './scores/parts';
import { populationsOf } from './scores/populations';
import { slideNumbers, type SlideNumbers } from './scores/slideNumbers';
import { plainSums, type SlideSums } from './scores/slideSums';
import { warningsOf } from './scores/warnings';
import type { Settings } from './settings';
import type { StainModel } from './stain/stainModel';
import type { Tissue } from './tissue';
import type { WorkingFrame } from './workingFrame';

/** What the stages found: sums over the slide, never its cells. */
export interface ScoredSlide {
  readonly request: ScoreRequest;
  readonly settings: Settings;
  readonly frame: WorkingFrame;
  readonly stain: StainModel;
  readonly tissue: Pick<Tissue, 'isAssumed'>;
  readonly coverage: Coverage;
  readonly sums: SlideSums;
  readonly digest: CellDigest;
  /** What ran the image operations, in the kernels' own words. */
  readonly engine: string;
  /** The network that found the nuclei, where one did. */
  readonly network?: RanNetwork;
  readonly artefacts: ArtefactShares;
  readonly hotspots: readonly Hotspot[];
  /** What networks said of the slide in patches; no reader's change moves it. */
  readonly patchScores?: PatchScores;
  /** What a reader changed, and the sums without it; absent where nothing was changed. */
  readonly reader?: { readonly edits: CellEdits; readonly toolSums: SlideSums };
}

/** The document but for its hash: that needs the digest of every cell. */
export type UnhashedResult = Omit<ScoreResult, 'hash' | 'cellDigest'>;

/** The result document: numbers with their denominators, why others are missing, and how all were made. */
export function scoreResultOf(scored: ScoredSlide): ScoreResult {
  return hashed(unhashedResultOf(scored), scored.digest);
}

export function unhashedResultOf(scored: Omit<ScoredSlide, 'digest'>): UnhashedResult {
  const { request, settings, coverage, reader } = scored;
  return {
    kind: 'timescope.score',
    version: SCORE_RESULT_VERSION,
    researchUse: RESEARCH_USE,
    marker: settings.preset.marker,
    status: isPartial(coverage) ? 'partial' : 'complete',
    ...numbersOf(scored),
    hotspots: scored.hotspots,
    artefacts: scored.artefacts,
    coverage,
    provenance: provenanceOf(scored),
    run: runRecordOf(request, settings),
    ...(scored.patchScores && { patchScores: scored.patchScores }),
    ...(reader && { edits: reader.edits, tool: toolScores(numbersOf(unedited(scored, reader.toolSums))) }),
  };
}

type Numbers = SlideNumbers & Pick<UnhashedResult, 'warnings' | 'sums'>;

function numbersOf(scored: Omit<ScoredSlide, 'digest'>): Numbers {
  const { request, settings, coverage } = scored;
  const sums = plainSums(scored.sums);
  const groups = populationsOf(request, settings, sums);
  const parts = partsOf(sums, groups, coverage);
  const numbers = slideNumbers(scored, sums, groups, parts);
  const { notEvaluable } = numbers.cells;
  return { ...numbers, warnings: warningsOf(scored, { groups, parts, sums, notEvaluable }), sums };
}

const unedited = (scored: Omit<ScoredSlide, 'digest'>, sums: SlideSums): Omit<ScoredSlide, 'digest'> => ({
  ...scored,
  request: { ...scored.request, edits: [] },
  sums,
});

const toolScores = ({
  cells,
  percentPositive,
  gradeCounts,
  hScore,
  allred,
  ki67Index,
  tps,
  cps,
  her2,
  categories,
}: Numbers): ToolScores => ({
  ...{ cells, percentPositive, gradeCounts, hScore, allred, ki67Index, tps, cps, her2, categories },
});
