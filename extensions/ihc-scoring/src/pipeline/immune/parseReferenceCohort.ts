import { messageOf, TimescopeError } from '@timescope/core/errors';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import { flag, list, members, numberIn, oneOf, optional, text, wrong, type Field } from '../presets/fields';
import {
  IMMUNE_MARKERS,
  IMMUNE_PLACES,
  MARKER_NAMES,
  MOST_DENSITY,
  type PlaceDensities,
} from './immuneDensities';
import type { GroupCutoffs } from './immuneGroups';
import {
  cohortHash,
  REFERENCE_COHORT_VERSION,
  type CohortCase,
  type FieldCutoffs,
  type FieldLengths,
  type ReferenceCohort,
} from './referenceCohort';

/**
 * A cohort file, its hash checked.
 * @throws TimescopeError USAGE for another kind, version or shape, MODEL_CORRUPT when its content is not what its hash says,
 * MODEL_MISMATCH for a cohort of other markers than CD3 and CD8.
 */
export function parseReferenceCohort(document: unknown): ReferenceCohort {
  requireKind(document);
  const cohort = read(document);
  if (cohortHash(cohort) !== cohort.hash)
    throw new TimescopeError(
      'MODEL_CORRUPT',
      `The reference cohort "${cohort.name}" was changed after it was made: its content does not fit its hash.`,
      { nextStep: 'Copy the file again, or make it again with timescope cohort reference.' },
    );
  requireMarkers(cohort);
  return cohort;
}

function requireKind(document: unknown): void {
  const { kind, version } = (document ?? {}) as { kind?: unknown; version?: unknown };
  if (kind === 'timescope.reference-cohort' && version === REFERENCE_COHORT_VERSION) return;
  throw unusable(
    kind === 'timescope.reference-cohort'
      ? `The reference cohort has version ${String(version)}; this program reads version ${REFERENCE_COHORT_VERSION}.`
      : 'The file is no reference cohort.',
  );
}

const unusable = (message: string, cause?: unknown): TimescopeError =>
  new TimescopeError('USAGE', message, {
    kind: 'rejected',
    nextStep: 'Give a file that timescope cohort reference wrote.',
    cause,
  });

function requireMarkers({ name, markers }: ReferenceCohort): void {
  if (IMMUNE_MARKERS.every(marker => markers.includes(marker))) return;
  throw new TimescopeError(
    'MODEL_MISMATCH',
    `The reference cohort "${name}" is of ${markers.map(shown).join(' and ')}, not of CD3 and CD8.`,
    { nextStep: 'Give a cohort that was made of CD3 and CD8 slides.' },
  );
}

const shown = (marker: string): string =>
  (MARKER_NAMES as Readonly<Record<string, string>>)[marker] ?? marker.toUpperCase();

const MEMBERS = [
  'kind',
  'version',
  'researchUse',
  'name',
  'n',
  'markers',
  'places',
  'stainingProtocol',
  'method',
  'fieldLengths',
  'date',
  'cases',
  'cutoffs',
  'hash',
] as const;

function read(document: unknown): ReferenceCohort {
  try {
    return cohortOf({ value: document, path: '' });
  } catch (thrown) {
    throw unusable(`The reference cohort cannot be used: ${messageOf(thrown)}`, thrown);
  }
}

/** Of fields and margins. Ours. */
const MOST_UM = 1e5;

function cohortOf(field: Field): ReferenceCohort {
  const of = members(field, MEMBERS);
  const markers = list(of('markers'), text);
  const [first, second, ...others] = markers;
  if (first === undefined || second === undefined || others.length > 0)
    throw wrong(of('markers'), 'two markers');
  const fieldLengths = optional(of('fieldLengths'), lengthsOf);
  const cases = list(of('cases'), each => caseOf(each, markers));
  return {
    kind: 'timescope.reference-cohort',
    version: REFERENCE_COHORT_VERSION,
    researchUse: RESEARCH_USE,
    name: text(of('name')),
    n: numberIn(of('n'), cases.length, cases.length),
    markers: [first, second],
    places: list(of('places'), each => oneOf(each, IMMUNE_PLACES)),
    stainingProtocol: text(of('stainingProtocol')),
    method: text(of('method')),
    ...(fieldLengths && { fieldLengths }),
    date: text(of('date')),
    cases,
    cutoffs: cutoffsOf(of('cutoffs'), markers),
    hash: text(of('hash')),
  };
}

function lengthsOf(field: Field): FieldLengths {
  const of = members(field, ['fieldUm', 'marginUm']);
  return { fieldUm: numberIn(of('fieldUm'), 1, MOST_UM), marginUm: numberIn(of('marginUm'), 1, MOST_UM) };
}

function caseOf(field: Field, markers: readonly string[]): CohortCase {
  const of = members(field, ['key', 'densities', 'followUp']);
  const byMarker = members(of('densities'), markers);
  const followUp = optional(of('followUp'), each => {
    const part = members(each, ['months', 'hasDied']);
    return { months: numberIn(part('months'), 0, 1e4), hasDied: flag(part('hasDied')) };
  });
  return {
    key: text(of('key')),
    densities: Object.fromEntries(markers.map(marker => [marker, placesOf(byMarker(marker))])),
    ...(followUp && { followUp }),
  };
}

function placesOf(field: Field): PlaceDensities {
  const of = members(field, IMMUNE_PLACES);
  const at = (place: (typeof IMMUNE_PLACES)[number]) => numberOrNull(of(place), MOST_DENSITY);
  return { stroma: at('stroma'), tumour: at('tumour'), centre: at('centre'), margin: at('margin') };
}

const numberOrNull = (field: Field, most: number): number | null =>
  field.value === null ? null : numberIn(field, 0, most);

function cutoffsOf(field: Field, markers: readonly string[]): ReferenceCohort['cutoffs'] {
  const of = members(field, ['stroma', 'tumour', 'fields']);
  return {
    stroma: groupsOf(of('stroma')),
    tumour: groupsOf(of('tumour')),
    fields: fieldsOf(of('fields'), markers),
  };
}

function groupsOf(field: Field): GroupCutoffs {
  const of = members(field, ['low', 'high', 'rule']);
  const low = numberIn(of('low'), 0, 100);
  return { low, high: numberIn(of('high'), low, 100), rule: text(of('rule')) };
}

function fieldsOf(field: Field, markers: readonly string[]): FieldCutoffs {
  const of = members(field, ['rule', 'byMarker']);
  const byMarker = members(of('byMarker'), markers);
  const cutoff = (marker: string) => {
    const at = members(byMarker(marker), ['centre', 'margin']);
    return {
      centre: numberOrNull(at('centre'), MOST_DENSITY),
      margin: numberOrNull(at('margin'), MOST_DENSITY),
    };
  };
  return {
    rule: text(of('rule')),
    byMarker: Object.fromEntries(markers.map(marker => [marker, cutoff(marker)])),
  };
}
