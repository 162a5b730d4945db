import { strings } from '../../strings';

export interface LeftOutShare {
  readonly kind: keyof typeof strings.leftOutKinds;
  readonly name: string;
  readonly percent: number;
}

/** Inks of all colours together, folds and blank always, what the reader takes out when there is any. */
export function leftOutShares(percent: Readonly<Record<string, number>>): LeftOutShare[] {
  const of = (kind: string) => percent[kind] ?? 0;
  const pen = ['penRed', 'penGreen', 'penBlue', 'penBlack'].reduce((sum, kind) => sum + of(kind), 0);
  const shares = { pen, fold: of('fold'), blank: of('blank'), excluded: of('excluded') };
  return (['pen', 'fold', 'blank', 'excluded'] as const)
    .filter(kind => kind !== 'excluded' || shares.excluded > 0)
    .map(kind => ({ kind, name: strings.leftOutKinds[kind], percent: shares[kind] }));
}
