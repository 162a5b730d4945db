import { messageOf, TimescopeError } from '@timescope/core/errors';
import { numberIn, text, wrong, type Field } from '../presets/fields';
import {
  IMMUNE_MARKERS,
  IMMUNE_PLACES,
  MOST_DENSITY,
  type ImmunePlace,
  type PlaceDensities,
} from './immuneDensities';
import { immuneHash } from './immuneHash';
import { IMMUNE_RESULT_VERSION, isReadable } from './immuneResult';
import { readImmuneResult } from './readImmuneResult';
import type { CohortCase, FieldLengths } from './referenceCohort';

/** What a result gives to a cohort, and what all of its results must share. */
export interface ResultOfCase {
  readonly found: CohortCase;
  readonly method: string;
  /** Absent where it has no densities of fields. */
  readonly fieldLengths: FieldLengths | undefined;
}

/**
 * What a stored immune result gives to a cohort.
 * @param where for the sentences
 * @throws TimescopeError USAGE for a result of another version, one that lacks its densities or was edited
 */
export function cohortCaseOf(document: unknown, where: string): ResultOfCase {
  try {
    const of = member({ value: document, path: '' });
    if (!isReadable(of('version').value)) throw wrong(of('version'), `version ${IMMUNE_RESULT_VERSION}`);
    const byMarker = member(of('densityPerMm2'));
    const densities = Object.fromEntries(
      IMMUNE_MARKERS.map(marker => [marker, densitiesOf(byMarker(marker))]),
    );
    const result = readImmuneResult(document);
    if (!result || immuneHash(result) !== result.hash)
      throw new TimescopeError('USAGE', 'its content does not fit its hash, so it was edited.', {
        kind: 'rejected',
        nextStep: 'Look at it with timescope verify.',
      });
    const hasFields = Object.values(densities).some(
      ({ centre, margin }) => centre !== null || margin !== null,
    );
    return {
      found: { key: text(of('patientKey')), densities },
      method: text(of('method')),
      fieldLengths: hasFields && result.settings ? lengthsOf(result.settings) : undefined,
    };
  } catch (thrown) {
    throw new TimescopeError('USAGE', `${where} cannot be used for a cohort: ${messageOf(thrown)}`, {
      kind: 'rejected',
      nextStep: 'Run timescope immune again for this patient, or take the result out of the folder.',
      cause: thrown,
    });
  }
}

const lengthsOf = ({ fieldUm, marginUm }: FieldLengths): FieldLengths => ({ fieldUm, marginUm });

function member(field: Field): (name: string) => Field {
  const { value, path } = field;
  if (typeof value !== 'object' || value === null) throw wrong(field, 'an object');
  return name => ({
    value: (value as Record<string, unknown>)[name],
    path: path === '' ? name : `${path}.${name}`,
  });
}

function densitiesOf(field: Field): PlaceDensities {
  const of = member(field);
  const at = (place: ImmunePlace) => (of(place).value === null ? null : numberIn(of(place), 0, MOST_DENSITY));
  const [stroma, tumour, centre, margin] = IMMUNE_PLACES.map(at);
  return { stroma: stroma ?? null, tumour: tumour ?? null, centre: centre ?? null, margin: margin ?? null };
}
