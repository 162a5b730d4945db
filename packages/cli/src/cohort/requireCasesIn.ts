import type { CommandTier } from '../models/tier';
import type { CohortCase } from './cohortCase';
import { usage } from './cohortOptions';

/** A case's tier is part of its key: a worker takes it from there. @throws TimescopeError USAGE for a case of another one */
export function requireCasesIn(
  tier: CommandTier | undefined,
  cases: readonly Pick<CohortCase, 'name' | 'argv'>[],
): void {
  const other = tier && cases.find(one => tierOf(one) !== tier);
  if (!other) return;
  throw usage(
    `The case "${other.name}" was submitted in the tier ${tierOf(other)}, not ${tier}.`,
    `Leave --tier out, or submit the cases to another folder with --tier ${tier}.`,
  );
}

const tierOf = ({ argv }: Pick<CohortCase, 'argv'>): CommandTier =>
  argv.includes('--tier=native') ? 'native' : 'reference';
