import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { MarkerScore } from '../presets/preset';
import { isPresetName, presets } from '../presets/presets';

/** A score that a reader may put a value of their own for. */
export interface SignableScore {
  /** Its path in the result. */
  readonly path: string;
  /** What stands there; null: not evaluable. */
  readonly value: number | string | null;
  readonly accepts: Accepts;
}

/** Numbers from 0 to this, one of these steps, or one of these words. */
export type Accepts =
  | { readonly kind: 'number'; readonly max: number }
  | { readonly kind: 'step'; readonly steps: readonly number[] }
  | { readonly kind: 'class'; readonly classes: readonly string[] };

/** ASCO/CAP 2018. */
const HER2_CLASSES = ['0', '1+', '2+', '3+'] as const;

/** Proportion (0 to 5) and intensity (0 to 3) together (Allred et al., Mod Pathol 1998;11:155): one alone is never 1. */
const ALLRED_STEPS = [0, 2, 3, 4, 5, 6, 7, 8] as const;

/**
 * The scores of the result's marker, the marker's own first; for a marker of which cells are counted and not graded,
 * the densities. Scores of other markers, and of compartments that were not measured, are left out.
 */
export function signableScores(result: SignableResult): SignableScore[] {
  const { preset: name } = result.provenance;
  const preset = isPresetName(name) ? presets[name] : undefined;
  const { hScore } = result;
  return [
    ...(preset?.scores.map(score => OWN[score](result)) ?? []),
    number('percentPositive', result.percentPositive, 100),
    number('hScore.whole', hScore.whole, 300),
    ...COMPARTMENTS.map(part => number(`hScore.${part}`, hScore[part], 300)).filter(isEvaluable),
    ...(preset && preset.scores.length === 0 && !preset.isGraded ? densities(result) : []),
  ];
}

export type SignableResult = Pick<
  ScoreResult,
  | 'ki67Index'
  | 'tps'
  | 'cps'
  | 'her2'
  | 'allred'
  | 'percentPositive'
  | 'hScore'
  | 'densityPerMm2'
  | 'provenance'
>;

const OWN: Readonly<Record<MarkerScore, (result: SignableResult) => SignableScore>> = {
  ki67Index: ({ ki67Index }) => number('ki67Index', ki67Index, 100),
  tps: ({ tps }) => number('tps', tps, 100),
  cps: ({ cps }) => number('cps', cps, 100),
  her2: ({ her2 }) => ({
    path: 'her2.class',
    value: her2?.class ?? null,
    accepts: { kind: 'class', classes: HER2_CLASSES },
  }),
  allred: ({ allred }) => ({
    path: 'allred.whole',
    value: allred.whole,
    accepts: { kind: 'step', steps: ALLRED_STEPS },
  }),
};

const COMPARTMENTS = ['tumour', 'stroma'] as const;

const densities = ({ densityPerMm2 }: SignableResult): SignableScore[] =>
  (['whole', ...COMPARTMENTS] as const)
    .map(part =>
      number(`densityPerMm2.${part}.positive`, densityPerMm2[part]?.positive ?? null, Number.MAX_VALUE),
    )
    .filter(({ path, value }) => value !== null || path.includes('whole'));

const isEvaluable = ({ value }: SignableScore): boolean => value !== null;

const number = (path: string, value: number | null, max: number): SignableScore => ({
  path,
  value,
  accepts: { kind: 'number', max },
});

/** What was typed as a value of the score; undefined when the score cannot have it. */
export function enteredScore({ accepts }: SignableScore, entered: string): number | string | undefined {
  const text = entered.trim();
  if (accepts.kind === 'class') return accepts.classes.find(name => name === text);
  if (!/^\d+([.,]\d+)?$/.test(text)) return undefined;
  const value = Number(text.replace(',', '.'));
  const isAllowed = accepts.kind === 'step' ? accepts.steps.includes(value) : value <= accepts.max;
  return isAllowed ? value : undefined;
}
