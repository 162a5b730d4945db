import { messageOf, TimescopeError } from '@timescope/core/errors';
import { text, wrong, type Field } from '../presets/fields';
import { IMMUNE_MARKERS, IMMUNE_PLACES, type ImmunePlace, type PlaceDensities } from './immuneDensities';
import { IMMUNE_RESULT_VERSION, isReadable } from './immuneResult';
import type { CohortCase } from './referenceCohort';

/**
 * What a stored immune result gives to a cohort.
 * @param where for the sentences
 * @throws TimescopeError USAGE for a result of another version or one that lacks its densities
 */
export function cohortCaseOf(document: unknown, where: string): CohortCase & { readonly method: string } {
  try {
    const of = member({ value: document, path: '' });
    if (!isReadable(of('version').value)) throw wrong(of('version'), `version ${IMMUNE_RESULT_VERSION}`);
    const byMarker = member(of('densityPerMm2'));
    return {
      key: text(of('patientKey')),
      densities: Object.fromEntries(IMMUNE_MARKERS.map(marker => [marker, densitiesOf(byMarker(marker))])),
      method: text(of('method')),
    };
  } catch (thrown) {
    throw new TimescopeError('USAGE', `${where} cannot be used for a cohort: ${messageOf(thrown)}`, {
      kind: 'rejected',
      nextStep: 'Run timescope immune again for this patient, or take the result out of the folder.',
      cause: thrown,
    });
  }
}

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
  const at = (place: ImmunePlace) => {
    const { value } = of(place);
    if (value === null || (typeof value === 'number' && value >= 0 && Number.isFinite(value))) return value;
    throw wrong(of(place), 'cells per mm2 or null');
  };
  const [stroma, tumour, centre, margin] = IMMUNE_PLACES.map(at);
  return { stroma: stroma ?? null, tumour: tumour ?? null, centre: centre ?? null, margin: margin ?? null };
}
