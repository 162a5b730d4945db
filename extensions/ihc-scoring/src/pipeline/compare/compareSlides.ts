import type { Counts, ScoreResult } from '@timescope/core/result/scoreResult';
import type { Decision } from '../reading/signedReading';
import { densityChange, hScoreChange, plainChange, shareChange, type Change } from './changes';
import { requireSamePatient, type PatientIdentity } from './samePatient';

/** A slide with what was measured on it. */
export interface ComparableSlide {
  readonly patient: PatientIdentity;
  /** DICOM's YYYYMMDD; undefined where the study has none. */
  readonly studyDate: string | undefined;
  readonly description: string;
  /** Where it lies in an archive. */
  readonly studyUid?: string;
  readonly seriesUid?: string;
  /** The quick form of a result that is being changed has no hash. */
  readonly result: Omit<ScoreResult, 'hash'> & { readonly hash?: string | undefined };
  /** What its reader signed; undefined where it is not signed. */
  readonly decision?: Decision | undefined;
}

/** Scores that are set side by side, in the order in which they are shown. */
export const COMPARED = [
  'ki67Index',
  'tps',
  'cps',
  'percentPositive',
  'hScore',
  'allred',
  'positivePerMm2',
  'cellsPerMm2',
  'tissueMm2',
] as const;
export type ComparedScore = (typeof COMPARED)[number];

export interface ComparedValue {
  /** Null: not evaluable, for this reason. */
  readonly value: number | null;
  readonly reason: string | undefined;
  readonly denominator: string | undefined;
  /** The reader signed `value` in place of what was measured. */
  readonly override?: Override;
}

type Override = Extract<Decision, { kind: 'overridden' }>;

export interface ComparedRow {
  readonly score: ComparedScore;
  readonly earlier: ComparedValue;
  readonly later: ComparedValue;
  /** Later minus earlier; undefined where the two cannot be subtracted. */
  readonly change: Change | undefined;
}

export interface Comparison {
  /** By study date; of one date as they were given. */
  readonly earlier: ComparableSlide;
  readonly later: ComparableSlide;
  /** False for slides of one date, or without one: then nothing is a baseline. */
  readonly isOrdered: boolean;
  readonly rows: readonly ComparedRow[];
  /** Why a difference may not be one of the tissue, in sentences. */
  readonly doubts: readonly string[];
}

/**
 * Two slides of one patient. Values of one marker are subtracted, those of two markers only stand side by side.
 * @throws TimescopeError CONFLICT for slides of two patients.
 */
export function compareSlides(one: ComparableSlide, other: ComparableSlide): Comparison {
  requireSamePatient(one.patient, other.patient);
  const isOrdered =
    one.studyDate !== undefined && other.studyDate !== undefined && one.studyDate !== other.studyDate;
  const isTurned = isOrdered && one.studyDate > other.studyDate;
  const [earlier, later] = isTurned ? [other, one] : [one, other];
  const hasChange = earlier.result.marker === later.result.marker;
  const rows = COMPARED.flatMap(score => rowOf(score, earlier, later, hasChange) ?? []);
  const doubts = [
    ...(hasChange ? doubtsOf(earlier.result, later.result) : []),
    ...slideDoubts(earlier),
    ...slideDoubts(later),
  ];
  return { earlier, later, isOrdered, rows, doubts };
}

/** Warnings of a slide that make any comparison with it doubtful; only one of the two is on screen with all of them. */
const GRAVE: ReadonlySet<string> = new Set(['STAIN_UNUSUAL', 'FEW_CELLS', 'PARTIAL', 'HEAVY_DAB']);

const slideDoubts = ({ description, studyDate, result }: ComparableSlide): string[] =>
  result.warnings
    .filter(({ code }) => GRAVE.has(code))
    .map(({ message }) => `${[studyDate, description].filter(Boolean).join(', ')}: ${message}`);

type Result = ComparableSlide['result'];

/** A score that neither slide has is no row. An override has no interval of counting. */
function rowOf(
  score: ComparedScore,
  a: ComparableSlide,
  b: ComparableSlide,
  hasChange: boolean,
): ComparedRow | undefined {
  const [earlier, later] = [valueOf(score, a), valueOf(score, b)];
  if (earlier.value === null && later.value === null && !SHOWN_ALWAYS.has(score)) return undefined;
  if (earlier.value === null || later.value === null || !hasChange || score === 'tissueMm2')
    return { score, earlier, later, change: undefined };
  const isOverridden = earlier.override !== undefined || later.override !== undefined;
  const change = isOverridden ? plainChange(earlier.value, later.value) : changeOf(score, a.result, b.result);
  return { score, earlier, later, change };
}

const SHOWN_ALWAYS: ReadonlySet<ComparedScore> = new Set(['percentPositive', 'hScore']);

/** Where a score stands in the document. */
const PATHS: Readonly<Record<ComparedScore, string>> = {
  ki67Index: 'ki67Index',
  tps: 'tps',
  cps: 'cps',
  percentPositive: 'percentPositive',
  hScore: 'hScore.whole',
  allred: 'allred.whole',
  positivePerMm2: 'densityPerMm2.whole',
  cellsPerMm2: 'densityPerMm2.whole',
  tissueMm2: 'areaMm2.whole',
};

function valueOf(score: ComparedScore, { result, decision }: ComparableSlide): ComparedValue {
  const path = PATHS[score];
  const override = overrideOf(score, decision);
  const signed = override?.to;
  return {
    value: typeof signed === 'number' ? signed : numberOf(score, result),
    reason: result.notEvaluable[path],
    denominator: result.denominators[path],
    ...(override && { override }),
  };
}

function overrideOf(score: ComparedScore, decision: Decision | undefined): Override | undefined {
  if (decision?.kind !== 'overridden') return undefined;
  const path = score === 'positivePerMm2' ? 'densityPerMm2.whole.positive' : PATHS[score];
  return score !== 'cellsPerMm2' && decision.score === path ? decision : undefined;
}

function numberOf(score: ComparedScore, result: Result): number | null {
  switch (score) {
    case 'ki67Index':
    case 'tps':
    case 'cps':
    case 'percentPositive':
      return result[score];
    case 'hScore':
      return result.hScore.whole;
    case 'allred':
      return result.allred.whole;
    case 'positivePerMm2':
      return result.densityPerMm2.whole?.positive ?? null;
    case 'cellsPerMm2':
      return result.densityPerMm2.whole?.cells ?? null;
    case 'tissueMm2':
      return result.areaMm2.whole;
  }
}

function changeOf(score: ComparedScore, a: Result, b: Result): Change {
  const plain = plainChange(numberOf(score, a) ?? 0, numberOf(score, b) ?? 0);
  switch (score) {
    case 'ki67Index':
    case 'tps': {
      const [before, after] = [tumourCounts(score, a), tumourCounts(score, b)];
      return before && after ? shareChange(before, after) : plain;
    }
    case 'percentPositive':
      return shareChange(a.cells, b.cells);
    case 'hScore':
      return hScoreChange(a.gradeCounts, b.gradeCounts);
    case 'positivePerMm2':
    case 'cellsPerMm2': {
      const count = ({ cells }: Result) => (score === 'cellsPerMm2' ? cells.total : cells.positive);
      const part = (of: Result) => ({ count: count(of), areaMm2: of.areaMm2.whole ?? Number.NaN });
      return densityChange(part(a), part(b));
    }
    case 'cps':
    case 'allred':
    case 'tissueMm2':
      return plain;
  }
}

/** The cells that an index is of, where the document tells them: else its interval is not known. */
function tumourCounts(score: 'ki67Index' | 'tps', result: Result): Counts | undefined {
  const { cells } = result.compartments.tumour;
  const value = result[score];
  if (cells === null || value === null || cells.total === 0) return undefined;
  return Math.abs((100 * cells.positive) / cells.total - value) < 1e-6 ? cells : undefined;
}

const methodOf = ({ preset, detector, method, network }: Result['provenance']) => [
  preset,
  detector,
  method,
  network?.sha256 ?? null,
];

function doubtsOf(a: Result, b: Result): string[] {
  const [p, q] = [a.provenance, b.provenance];
  const differs = <Value>(one: Value, other: Value) => JSON.stringify(one) !== JSON.stringify(other);
  return [
    ...(differs(p.thresholds.positiveDab, q.thresholds.positiveDab)
      ? ['The thresholds for 1+, 2+ and 3+ differ: the change is one of thresholds too.']
      : []),
    ...(differs(methodOf(p), methodOf(q))
      ? ['The cells were found by other settings: the change is one of settings too.']
      : []),
    ...(differs(p.stainVectors.haematoxylin, q.stainVectors.haematoxylin) ||
    differs(p.stainVectors.dab, q.stainVectors.dab)
      ? ['The stain vectors differ: the change is one of stain separation too.']
      : []),
    ...(p.compartments !== q.compartments || p.cellTypes !== q.cellTypes
      ? ['Tumour, stroma or cell types come from other sources on the two slides.']
      : []),
  ];
}
