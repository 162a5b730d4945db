import { dcm, NO_UNITS } from '@timescope/core/dicom/codes';
import type { ContentItem } from '@timescope/core/dicom/contentItem';
import { codeItem, imageItem, numberItem, textItem } from '@timescope/core/dicom/write/reportItems';
import * as codes from '@timescope/core/report/immuneCodes';
import * as slideCodes from '@timescope/core/report/slideCodes';
import {
  IMMUNE_MARKERS,
  IMMUNE_PLACES,
  MARKER_NAMES,
  type ImmuneMarker,
  type ImmunePlace,
} from '../pipeline/immune/immuneDensities';
import type { ImmuneResult } from '../pipeline/immune/immuneResult';
import { missingSlide } from '../pipeline/immune/placeScore';
import { finding, type GroupOf } from './immuneGroup';
import type { ImmuneReport } from './immuneReport';
import { specimenContext } from './specimenContext';
import { type SlideOfPatient, SLIDES_OF_PATIENT, SLIDE_TITLES } from '../pipeline/immune/slidesOfPatient';

const PLACES = {
  stroma: { title: 'stroma', code: slideCodes.COMPARTMENTS[2] ?? slideCodes.COMPARTMENT },
  tumour: { title: 'tumour epithelium', code: slideCodes.COMPARTMENTS[1] ?? slideCodes.COMPARTMENT },
  centre: { title: 'centre of the tumour', code: codes.TUMOUR_CENTRE },
  margin: { title: 'invasive margin', code: codes.INVASIVE_MARGIN },
} as const;

/** Positive cells of each marker at each place. */
export const placeGroups = (result: ImmuneResult, asGroup: GroupOf): readonly ContentItem[] =>
  IMMUNE_MARKERS.flatMap(marker => IMMUNE_PLACES.map(place => placeGroup(result, marker, place, asGroup)));

function placeGroup(result: ImmuneResult, marker: ImmuneMarker, place: ImmunePlace, asGroup: GroupOf) {
  const slide = result.slides[marker];
  const reason = slide ? (slide.notEvaluable[place] ?? 'It was not measured.') : missingSlide(marker);
  const { title, code } = PLACES[place];
  const { positive, areaMm2 } = countedAt(result, marker, place);
  return asGroup(`${MARKER_NAMES[marker]}, ${title}`, [
    finding(code),
    textItem('CONTAINS', codes.MARKER, MARKER_NAMES[marker]),
    numberItem(
      slideCodes.DENSITIES.positive,
      slideCodes.PER_SQUARE_MILLIMETRE,
      result.densityPerMm2[marker][place],
      reason,
    ),
    numberItem(slideCodes.POSITIVE_COUNT, slideCodes.CELLS, positive, reason),
    numberItem(slideCodes.AREA, slideCodes.SQUARE_MILLIMETRES, areaMm2, reason),
    ...(place === 'stroma' || place === 'tumour'
      ? [percentileItem(result, marker, place)]
      : pointItems(result, marker, place)),
  ]);
}

/** Of the compartment, or of the four fields of a place. */
function countedAt({ slides }: ImmuneResult, marker: ImmuneMarker, place: ImmunePlace) {
  const slide = slides[marker];
  if (!slide) return { positive: null, areaMm2: null };
  if (place === 'stroma' || place === 'tumour')
    return { positive: slide.positive[place], areaMm2: slide.areaMm2[place] };
  const found = slide.fields[place];
  if (!found) return { positive: null, areaMm2: null };
  return {
    positive: found.fields.reduce((sum, field) => sum + field.positive, 0),
    areaMm2: found.fields.reduce((sum, field) => sum + field.tissueMm2, 0),
  };
}

function percentileItem(result: ImmuneResult, marker: ImmuneMarker, place: 'stroma' | 'tumour') {
  const percentile = result.scores[place]?.percentiles[marker] ?? null;
  const score = place === 'stroma' ? 'stromaImmuneScore' : 'intraepithelialImmuneScore';
  return numberItem(codes.PERCENTILE, codes.PERCENTILES, percentile, result.notEvaluable[score]);
}

function pointItems({ immuneScore, notEvaluable }: ImmuneResult, marker: ImmuneMarker, place: ImmunePlace) {
  const part = immuneScore?.parts.find(each => each.marker === marker && each.place === place);
  const reason = notEvaluable.immuneScore;
  const { PER_SQUARE_MILLIMETRE, POINTS } = slideCodes;
  return [
    numberItem(codes.POINT_CUTOFF, PER_SQUARE_MILLIMETRE, part?.cutoffPerMm2 ?? null, reason),
    numberItem(codes.IMMUNE_POINT, POINTS, part?.value ?? null, reason),
  ];
}

/** Each slide: what it is of, and the tissue on it. */
export const sectionGroups = (report: ImmuneReport, asGroup: GroupOf): readonly ContentItem[] =>
  SLIDES_OF_PATIENT.flatMap(name => sectionGroup(report, name, asGroup) ?? []);

function sectionGroup({ result, sections }: ImmuneReport, name: SlideOfPatient, asGroup: GroupOf) {
  const slide = result.slides[name];
  if (!slide) return undefined;
  const section = sections.find(each => each.name === name);
  const { map, tsr } = slide;
  return asGroup(`${SLIDE_TITLES[name]} slide`, [
    ...(section ? specimenContext(section.specimen) : []),
    finding(codes.SECTION),
    textItem('CONTAINS', codes.MARKER, SLIDE_TITLES[name]),
    textItem('CONTAINS', codes.TISSUE_SOURCE, map.source.name),
    ...(section ? [imageItem(dcm('121112', 'Source of Measurement'), section.image)] : []),
    mapArea(map.areaMm2.STR, 'stroma'),
    mapArea(map.areaMm2.TUM, 'tumour'),
    numberItem(codes.STROMA_RATIO, NO_UNITS, tsr, 'The slide shows no stroma or no tumour epithelium.'),
    ...('coverage' in slide
      ? [numberItem(slideCodes.COVERAGE, NO_UNITS, slide.coverage.fraction, 'There is no tissue.')]
      : (slide.stromaOfFields?.fields ?? []).map(({ ratio }) =>
          numberItem(codes.FIELD_RATIO, NO_UNITS, ratio),
        )),
  ]);
}

const mapArea = (areaMm2: number, place: 'stroma' | 'tumour') =>
  numberItem(slideCodes.MAP_AREA, slideCodes.SQUARE_MILLIMETRES, areaMm2, '', [
    codeItem('HAS CONCEPT MOD', slideCodes.COMPARTMENT, PLACES[place].code),
  ]);

/** How far the borders of the tumour lie apart on registered sections, or why they are not registered. */
export function linkItems({ links, notEvaluable }: ImmuneResult): readonly ContentItem[] {
  const onto = (name: string) => [textItem('HAS CONCEPT MOD', codes.MEASURED_ON, name)];
  const { MICROMETRES } = slideCodes;
  return [
    ...links.map(
      ({ from, to, residualUm }) =>
      numberItem(codes.RESIDUAL, MICROMETRES, residualUm, '', onto(`${SLIDE_TITLES[to]} on ${SLIDE_TITLES[from]}`)), // prettier-ignore
    ),
    ...(['cd8', 'he'] as const).flatMap(name => {
      const reason = notEvaluable[`links.${name}`];
      return reason === undefined ? [] : [numberItem(codes.RESIDUAL, MICROMETRES, null, reason, onto(SLIDE_TITLES[name]))]; // prettier-ignore
    }),
  ];
}
