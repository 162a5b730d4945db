import type { CutoffDistance, ScoreResult } from '@timescope/core/result/scoreResult';
import type { Decision } from '../../pipeline/reading/signedReading';
import { strings } from '../../strings';

/** A result with or without its hash. */
export type AnyResult = Omit<ScoreResult, 'hash'>;

/** One score in words. */
export interface ScoreLine {
  /** Where it stands in the document. */
  readonly path: string;
  readonly name: string;
  /** Undefined where it is not evaluable: then the reason is there. */
  readonly value: string | undefined;
  readonly reason: string | undefined;
  readonly denominator: string | undefined;
  /** Whether the reader signed another value than the one that was measured. */
  readonly isSigned: boolean;
  /** The tool's value, where it differs. */
  readonly tool: string | undefined;
  readonly categories: readonly string[];
  /** Whose cut-offs the categories are. */
  readonly sources: readonly string[];
  readonly cutoffs: readonly Cutoff[];
}

export interface Cutoff {
  readonly distance: string;
  readonly interval: string;
  readonly crosses: boolean;
  readonly method: string;
}

interface ScoreKind {
  readonly path: string;
  readonly name: string;
  readonly of: (result: AnyResult) => string | undefined;
  /** Scores of one marker only: left out for others. */
  readonly isOwn: boolean;
}

const percentOf = (value: number | null): string | undefined =>
  value === null ? undefined : strings.percent(value);

/** The marker's own scores first. */
const KINDS: readonly ScoreKind[] = [
  {
    path: 'ki67Index',
    name: strings.indices.ki67Index,
    of: ({ ki67Index }) => percentOf(ki67Index),
    isOwn: true,
  },
  { path: 'tps', name: strings.indices.tps, of: ({ tps }) => percentOf(tps), isOwn: true },
  {
    path: 'cps',
    name: strings.indices.cps,
    of: ({ cps }) => (cps === null ? undefined : strings.combinedScore(cps)),
    isOwn: true,
  },
  { path: 'her2', name: strings.indices.her2, of: ({ her2 }) => her2?.splitClass, isOwn: true },
  {
    path: 'allred.whole',
    name: strings.allred,
    of: ({ allred }) => (allred.whole === null ? undefined : strings.allredValue(allred.whole)),
    isOwn: true,
  },
  {
    path: 'percentPositive',
    name: strings.percentPositive,
    of: ({ percentPositive }) => percentOf(percentPositive),
    isOwn: false,
  },
  {
    path: 'hScore.whole',
    name: strings.hScore,
    of: ({ hScore }) => (hScore.whole === null ? undefined : strings.hScoreValue(hScore.whole)),
    isOwn: false,
  },
];

/** Every score of the marker, in the order in which a reader wants them. */
export function scoreLines(result: AnyResult, tool: AnyResult | undefined): readonly ScoreLine[] {
  return KINDS.filter(kind => !kind.isOwn || isOfMarker(result, kind.path)).map(kind =>
    lineOf(kind, result, tool),
  );
}

/** The same lines with what the reader signed instead: the categories and cut-offs stay those of what was measured. */
export function signedLines(
  lines: readonly ScoreLine[],
  decision: Decision | undefined,
): readonly ScoreLine[] {
  if (decision?.kind !== 'overridden') return lines;
  const { score, to } = decision;
  return lines.map(line => {
    if (line.path !== score && `${line.path}.class` !== score) return line;
    const measured = line.value ?? strings.notEvaluable;
    const said = (words: string) => strings.measuredAs(measured, words);
    return {
      ...line,
      value: strings.scoreValue(score, to),
      isSigned: true,
      tool: line.tool ?? measured,
      denominator: line.denominator && said(line.denominator),
      categories: line.categories.map(said),
      cutoffs: line.cutoffs.map(cutoff => ({ ...cutoff, distance: said(cutoff.distance) })),
    };
  });
}

/** The scores in one line, for where the result itself may be out of sight. */
export const scoresNow = (result: AnyResult, decision?: Decision): string =>
  signedLines(scoreLines(result, undefined), decision)
    .flatMap(({ name, value }) => (value === undefined ? [] : strings.scoreNow(name, value)))
    .join(', ');

function lineOf({ path, name, of }: ScoreKind, result: AnyResult, tool: AnyResult | undefined): ScoreLine {
  const value = of(result);
  const toolValue = tool && (of(tool) ?? strings.notEvaluable);
  const score = path.replace('.whole', '');
  return {
    path,
    name,
    value,
    reason: value === undefined ? result.notEvaluable[path] : undefined,
    denominator: denominatorOf(result, path),
    isSigned: false,
    tool: toolValue === (value ?? strings.notEvaluable) ? undefined : toolValue,
    categories: result.categories
      .filter(category => category.score === score)
      .map(({ name: step, value: judged, denominator }) => {
        const text = inUnit(score, judged);
        return text === value ? step : strings.categoryOf(step, text, denominator);
      }),
    sources: [
      ...new Set(result.categories.filter(category => category.score === score).map(({ source }) => source)),
    ],
    cutoffs: result.cutoffs.filter(cutoff => cutoff.score === score).map(cutoffIn),
  };
}

/** The Allred score is of the cells that percent positive is of. */
function denominatorOf(result: AnyResult, path: string): string | undefined {
  const { denominators, cells } = result;
  if (path === 'percentPositive') return strings.positiveOf(cells.positive, cells.total);
  const words = denominators[path] ?? (path === 'allred.whole' ? denominators.percentPositive : undefined);
  if (words === undefined) return undefined;
  const count = numeratorOf(result, path, words);
  return count === undefined ? strings.ofDenominator(words) : strings.countOf(count, words);
}

/** A share is 100 times one count over another: with the lower one the upper one is known again, exactly. */
function numeratorOf(result: AnyResult, path: string, denominator: string): number | undefined {
  const share = path === 'ki67Index' ? result.ki67Index : path === 'tps' ? result.tps : null;
  const [, total] = /^(\d+) /.exec(denominator) ?? [];
  return share === null || total === undefined ? undefined : Math.round((share * Number(total)) / 100);
}

function cutoffIn({ score, cutoff, distance, low, high, crosses, method }: CutoffDistance): Cutoff {
  return {
    distance: strings.cutoffDistance(distance, `${cutoff}${unitOf(score)}`),
    interval: strings.interval(strings.rounded(low, 1), strings.rounded(high, 1), crosses),
    crosses,
    method,
  };
}

const unitOf = (score: string): string => (score === 'hScore' || score === 'cps' ? '' : ' %');

const inUnit = (score: string, value: number): string =>
  score === 'hScore' ? strings.hScoreValue(value) : `${strings.rounded(value, 1)}${unitOf(score)}`;

/** A score that is not evaluable here may still be the marker's; one of other markers is not missing. */
const isOfMarker = (result: AnyResult, path: string): boolean =>
  path in result.denominators || !isElsewhere(result.notEvaluable[path]) || isPresent(result, path);

const isPresent = (result: AnyResult, path: string): boolean =>
  KINDS.some(kind => kind.path === path && kind.of(result) !== undefined);

/** Reasons of scores that other markers have; see the pipeline's sentences. */
const isElsewhere = (reason: string | undefined): boolean => reason?.includes(' is defined for ') ?? true;
