import type { ScoreResult } from '@timescope/core/result/scoreResult';

/** A score that a reader may put a value of their own for. */
export interface SignableScore {
  /** Its path in the result. */
  readonly path: string;
  /** What stands there; null: not evaluable. */
  readonly value: number | string | null;
  /** Numbers from 0 to this, or one of these words. */
  readonly accepts: { readonly kind: 'number'; readonly max: number } | ClassWords;
}

interface ClassWords {
  readonly kind: 'class';
  readonly classes: readonly string[];
}

/** ASCO/CAP 2018. */
const HER2_CLASSES = ['0', '1+', '2+', '3+'] as const;

/** The scores of the result's marker, the marker's own first. Scores of other markers are left out. */
export function signableScores(result: SignableResult): SignableScore[] {
  const own = OWN_SCORES.filter(({ path }) => result[path] !== null || path in result.denominators);
  const her2 = result.her2 && { path: 'her2.class', value: result.her2.class, accepts: HER2 };
  return [
    ...(her2 ? [her2] : []),
    ...own.map(({ path, max }) => number(path, result[path], max)),
    number('percentPositive', result.percentPositive, 100),
    number('hScore.whole', result.hScore.whole, 300),
  ];
}

export type SignableResult = Pick<
  ScoreResult,
  'ki67Index' | 'tps' | 'cps' | 'her2' | 'percentPositive' | 'hScore' | 'denominators'
>;

const HER2: ClassWords = { kind: 'class', classes: HER2_CLASSES };

const OWN_SCORES = [
  { path: 'ki67Index', max: 100 },
  { path: 'tps', max: 100 },
  { path: 'cps', max: 100 },
] as const;

const number = (path: string, value: number | null, max: number): SignableScore => ({
  path,
  value,
  accepts: { kind: 'number', max },
});

/** What was typed as a value of the score; undefined when the score cannot have it. */
export function enteredScore({ accepts }: SignableScore, entered: string): number | string | undefined {
  const text = entered.trim();
  if (accepts.kind === 'class') return accepts.classes.find(name => name === text);
  const value = Number(text.replace(',', '.'));
  return text !== '' && value >= 0 && value <= accepts.max ? value : undefined;
}
