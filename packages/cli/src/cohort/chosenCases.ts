import { TimescopeError } from '@timescope/core/errors';
import type { StatedCase } from './cohortStatus';

/** The cases of these names; all where none is given. @throws TimescopeError USAGE for a name that no case has */
export function chosenCases(stated: readonly StatedCase[], names: readonly string[]): readonly StatedCase[] {
  if (names.length === 0) return stated;
  const known = new Map(stated.map(each => [each.one.name, each]));
  return names.map(name => {
    const found = known.get(name);
    if (found) return found;
    throw new TimescopeError('USAGE', `The cohort has no case "${name}".`, {
      kind: 'usage',
      nextStep: 'Take the names of "timescope cohort status".',
    });
  });
}
