import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { MARKER_NAMES, type ImmuneMarker } from './immuneDensities';
import type { PlaceFields } from './immuneFields';
import type { CountedSlide, MappedSlide } from './immuneResult';
import { FIELD_PLACES, type FieldPlace } from './immuneScore';
import { noDensity } from './noDensity';

/** A slide's score; the quick form of one that is being changed has no hash. */
export type ScoreOfSlide = Omit<ScoreResult, 'hash'> & { readonly hash?: string | undefined };

/** Four fields of a place, or why there are none. */
export type FieldsOfPlaces = Readonly<Record<FieldPlace, PlaceFields | string>>;

/** The densities of a slide from its score and the fields of the immune score. */
export function countedSlide(
  marker: ImmuneMarker,
  mapped: MappedSlide,
  result: ScoreOfSlide,
  fields: FieldsOfPlaces,
): CountedSlide {
  const { provenance, compartments, areaMm2, coverage, hash = '' } = result;
  const density = (place: 'stroma' | 'tumour') =>
    noDensity(marker, result, place) === undefined ? (result.densityPerMm2[place]?.positive ?? null) : null;
  const [centre, margin] = [fieldsOf(fields.centre), fieldsOf(fields.margin)];
  return {
    ...mapped,
    positive: {
      stroma: compartments.stroma.cells?.positive ?? null,
      tumour: compartments.tumour.cells?.positive ?? null,
    },
    areaMm2: { stroma: areaMm2.stroma, tumour: areaMm2.tumour },
    densityPerMm2: {
      stroma: density('stroma'),
      tumour: density('tumour'),
      centre: centre?.densityPerMm2 ?? null,
      margin: margin?.densityPerMm2 ?? null,
    },
    fields: { centre, margin },
    coverage,
    scoreHash: hash,
    method: `${provenance.preset}: ${provenance.detector} nuclei, DAB of the ${provenance.measured} at least ${provenance.thresholds.positiveDab[0]} OD`,
    notEvaluable: reasons(marker, result, fields),
  };
}

const fieldsOf = (found: PlaceFields | string): PlaceFields | null =>
  typeof found === 'string' ? null : found;

function reasons(
  marker: ImmuneMarker,
  result: ScoreOfSlide,
  fields: FieldsOfPlaces,
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const place of ['stroma', 'tumour'] as const) {
    const reason = noDensity(marker, result, place);
    if (reason !== undefined) found[place] = reason;
  }
  for (const place of FIELD_PLACES) {
    const at = fields[place];
    if (typeof at === 'string') found[place] = `${MARKER_NAMES[marker]}: ${at}`;
  }
  return found;
}
