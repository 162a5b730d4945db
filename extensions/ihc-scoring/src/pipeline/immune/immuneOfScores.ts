import { canonicalJson } from '@timescope/core/canonicalJson';
import { sha256Hex } from '@timescope/core/sha256';
import { maskOfRun, requestOfRun } from '../runRecord';
import { MAP_CLASSES, type ClassAreas, type MapSource } from '../tissueMap/classMap';
import { countedSlide, type ScoreOfSlide } from './countedSlide';
import type { ImmuneMarker } from './immuneDensities';
import type { CountedSlide, ImmuneResult, MappedSlide } from './immuneResult';
import { immuneResultOf } from './immuneResultOf';
import type { ReferenceCohort } from './referenceCohort';
import { stromaRatio } from './stromaRatio';

/** The scores of one patient's two slides. */
type PairOfScores = Readonly<Record<ImmuneMarker, ScoreOfSlide>>;

/** The CD3 and the CD8 slide among some; undefined where one is missing. */
export function pairOf<Score extends ScoreOfSlide>(
  scores: readonly Score[],
): Readonly<Record<ImmuneMarker, Score>> | undefined {
  const cd3 = scores.find(({ marker }) => marker === 'CD3');
  const cd8 = scores.find(({ marker }) => marker === 'CD8');
  return cd3 && cd8 && { cd3, cd8 };
}

/** What two measured slides give without tissue maps: no fields, so no immune score. */
export const immuneOfScores = (
  { cd3, cd8 }: PairOfScores,
  cohort: ReferenceCohort | undefined,
): ImmuneResult =>
  immuneResultOf({
    slides: { cd3: slideOf('cd3', cd3), cd8: slideOf('cd8', cd8) },
    cohort,
    tils: [],
    settings: null,
    links: { links: [], notLinked: {} },
  });

const NO_FIELDS = 'fields are proposed by timescope immune on the command line only.';

const slideOf = (marker: ImmuneMarker, score: ScoreOfSlide): CountedSlide =>
  countedSlide(marker, mappedSlide(score), score, { centre: NO_FIELDS, margin: NO_FIELDS });

/** Tumour and stroma as the score tells them apart; all else is one. */
function mappedSlide(score: ScoreOfSlide): MappedSlide {
  const { tumour, stroma, whole } = score.areaMm2;
  const [TUM, STR] = [tumour ?? 0, stroma ?? 0];
  const OTH = Math.max(0, (whole ?? 0) - TUM - STR);
  const none = Object.fromEntries(MAP_CLASSES.map(name => [name, 0])) as ClassAreas;
  const ratio = stromaRatio({ stroma: STR, tumour: TUM });
  return {
    input: score.provenance.input,
    map: { source: sourceOf(score), hash: score.hash ?? '', areaMm2: { ...none, TUM, STR, OTH } },
    tsr: ratio.kind === 'computed' ? ratio.value : null,
    warnings: score.warnings,
  };
}

function sourceOf({ run, provenance }: ScoreOfSlide): MapSource {
  const kind = maskOfRun(run) ? 'mask' : (requestOfRun(run).compartments?.kind ?? 'drawn');
  const { compartments = null, annotations = null } = run;
  return {
    kind: kind === 'none' ? 'drawn' : kind,
    name: provenance.compartments,
    hash: sha256Hex(canonicalJson({ compartments, annotations })),
    gives: 'areas',
  };
}
