import { tierNotes } from '@timescope/core/network';
import type { Warning } from '@timescope/core/warning';
import { IMMUNE_MARKERS, MARKER_NAMES } from './immuneDensities';
import type { Indices } from './immuneIndices';
import type { CountedSlide, StromaSlide } from './immuneResult';
import { FIELD_PLACES } from './immuneScore';
import type { ImmuneEvidence } from './immuneResultOf';
import { FEW_CASES } from './makeReferenceCohort';
import type { FieldLengths, ReferenceCohort } from './referenceCohort';
import { SLIDE_TITLES, SLIDES_OF_PATIENT } from './slidesOfPatient';
import { tileWarnings } from './tileWarnings';

/** A compartment smaller than this gives a density that a few cells change. Ours. */
const SMALL_MM2 = 0.5;

/** What a reader must know of the numbers. */
export function immuneWarnings(
  { slides, cohort, settings }: Pick<ImmuneEvidence, 'slides' | 'cohort' | 'settings'>,
  { stroma, tumour, is }: Pick<Indices, 'stroma' | 'tumour' | 'is'>,
  method: string,
  patientKey: string,
): Warning[] {
  const warnings: Warning[] = smallAreas(slides);
  warnings.push(...areaWarnings(slides), ...networkWarnings(slides), ...fieldWarnings(slides));
  warnings.push(...tileWarnings(slides), ...unreadFields(slides.he));
  if (!cohort) return warnings;
  warnings.push(...smallCohort(cohort, { stroma, tumour }));
  if (isOtherMethod(slides, method, cohort.method))
    warnings.push({
      code: 'OTHER_METHOD',
      message: `The cohort was measured by another method (${cohort.method}) than this patient (${method}); the percentiles may mislead.`,
    });
  if (is.kind === 'computed' && settings) warnings.push(...otherFields(settings, cohort));
  if (cohort.cases.some(({ key }) => key === patientKey))
    warnings.push({ code: 'IN_COHORT', message: 'This patient is part of the reference cohort.' });
  for (const [name, score] of [
    ['stroma-immune score', stroma],
    ['intraepithelial-immune score', tumour],
  ] as const)
    if (score.kind === 'computed' && Math.abs(score.toCutoff.distance) < 100 / score.n)
      warnings.push({
        code: 'NEAR_CUTOFF',
        message: `The ${name} lies ${Math.abs(score.toCutoff.distance).toFixed(1)} from the cut-off ${score.toCutoff.cutoff}; one patient of the cohort moves it as far.`,
      });
  return warnings;
}

/** Only patients with both densities of a place count in its score. */
function smallCohort(
  { name, n }: Pick<ReferenceCohort, 'name' | 'n'>,
  scores: Pick<Indices, 'stroma' | 'tumour'>,
): Warning[] {
  const warn = (said: string, of: number): Warning => ({
    code: 'SMALL_COHORT',
    message: `${said}; each moves a percentile by ${(100 / of).toFixed(1)} points.`,
  });
  const isWhole = Object.values(scores).every(score => score.kind !== 'computed' || score.n === n);
  if (isWhole) return n < FEW_CASES ? [warn(`The cohort "${name}" has ${n} patients`, n)] : [];
  return (['stroma', 'tumour'] as const).flatMap(place => {
    const score = scores[place];
    if (score.kind !== 'computed' || score.n >= FEW_CASES) return [];
    const where = place === 'stroma' ? 'stroma' : 'tumour epithelium';
    return [
      warn(
        `Of the ${n} patients of the cohort "${name}" ${score.n} have CD3 and CD8 densities in ${where}`,
        score.n,
      ),
    ];
  });
}

/** Of one slide alone the cohort's method holds a part; that its partner is missing is said by the scores. */
const isOtherMethod = ({ cd3, cd8 }: ImmuneEvidence['slides'], own: string, cohorts: string): boolean =>
  own !== cohorts && !((!cd3 || !cd8) && cohorts.split(' / ').includes(own));

/** The densities of stroma and tumour do not depend on the fields; the points of the immune score do. */
function otherFields(own: FieldLengths, { name, fieldLengths: cohorts }: ReferenceCohort): Warning[] {
  if (!cohorts || (cohorts.fieldUm === own.fieldUm && cohorts.marginUm === own.marginUm)) return [];
  const message =
    `The cohort "${name}" was measured in ${lengthsText(cohorts)}, this patient in ${lengthsText(own)}; ` +
    'the points of the immune score may mislead.';
  return [{ code: 'OTHER_FIELDS', message }];
}

export const lengthsText = ({ fieldUm, marginUm }: FieldLengths): string =>
  `fields of ${fieldUm} um with a margin of ${marginUm} um`;

/** One sentence a slide. */
function smallAreas(slides: ImmuneEvidence['slides']): Warning[] {
  return IMMUNE_MARKERS.flatMap(marker => {
    const small = (['stroma', 'tumour'] as const).flatMap(place => {
      const area = slides[marker]?.areaMm2[place] ?? 0;
      return area > 0 && area < SMALL_MM2 ? [`${area.toFixed(3)} mm2 of ${titleOf(place)}`] : [];
    });
    if (small.length === 0) return [];
    const message = `The ${MARKER_NAMES[marker]} slide has only ${small.join(' and ')}; a few cells change the density there.`;
    return [{ code: 'SMALL_AREA', message }];
  });
}

const titleOf = (place: 'stroma' | 'tumour'): string => (place === 'tumour' ? 'tumour epithelium' : place);

/** Blur and unread tiles are tissue of the map, but nothing is counted there. More than this share is said. Ours. */
const MOST_LOST = 0.05;

function areaWarnings(slides: ImmuneEvidence['slides']): Warning[] {
  return IMMUNE_MARKERS.flatMap(marker =>
    (['stroma', 'tumour'] as const).flatMap(place => {
      const counted = slides[marker]?.areaMm2[place] ?? 0;
      const mapped = slides[marker]?.map.areaMm2[place === 'stroma' ? 'STR' : 'TUM'] ?? 0;
      if (Math.abs(mapped - counted) <= MOST_LOST * mapped) return [];
      const message =
        `The tissue map of the ${MARKER_NAMES[marker]} slide has ${mapped.toFixed(3)} mm2 of ${titleOf(place)}, ` +
        `but cells were counted in ${counted.toFixed(3)} mm2; ${counted < mapped ? LOST : CAUGHT}.`;
      return [{ code: 'AREAS_DIFFER', message }];
    }),
  );
}

const LOST = 'the rest is out of focus or could not be read';
const CAUGHT = 'a map is coarser than the borders by which cells are counted';

/** Fields that a reader put elsewhere than where they were proposed; one warning a slide. */
function fieldWarnings(slides: ImmuneEvidence['slides']): Warning[] {
  return SLIDES_OF_PATIENT.flatMap(marker => {
    const moved = marker === 'he' ? movedOnHe(slides.he) : movedOf(slides[marker]);
    if (moved.length === 0) return [];
    const message = `On the ${SLIDE_TITLES[marker]} slide these fields were put by a reader, not by the tool: ${moved.join(', ')}.`;
    return [{ code: 'FIELDS_MOVED', message }];
  });
}

const movedOf = (slide: CountedSlide | undefined): string[] =>
  FIELD_PLACES.flatMap(place =>
    (slide?.fields[place]?.fields ?? []).flatMap(({ isMoved }, at) =>
      isMoved ? [`${place} ${at + 1}`] : [],
    ),
  );

const movedOnHe = (slide: StromaSlide | undefined): string[] =>
  (slide?.stromaOfFields?.fields ?? []).flatMap(({ isMoved }, at) => (isMoved ? [`field ${at + 1}`] : []));

/** The paper's fields are a reader's; what the map says in their place is told apart. */
function unreadFields(slide: StromaSlide | undefined): Warning[] {
  const unread = (slide?.stromaOfFields?.fields ?? []).flatMap(({ proposed }, at) =>
    proposed === undefined ? [`field ${at + 1}`] : [],
  );
  if (unread.length === 0) return [];
  const message = `The tumour-stroma ratio of fields was read from the tissue map, not by a reader, in ${unread.join(', ')}.`;
  return [{ code: 'FIELDS_NOT_READ', message }];
}

/** What must be known of tissue that a network told apart; one warning of a kind a network. */
function networkWarnings({ cd3, cd8, he }: ImmuneEvidence['slides']): Warning[] {
  const sources = [cd3, cd8, he].flatMap(slide => (slide ? [slide.map.source] : []));
  const names = new Set(
    sources.flatMap(({ isSyntheticTrained, name }) => (isSyntheticTrained ? [name] : [])),
  );
  return [
    ...[...names].map(name => ({
      code: 'NETWORK_SYNTHETIC',
      message: `Tissue was told apart by the ${name}, which has only seen generated tissue: no clinical meaning.`,
    })),
    ...tierNotes(sources).map(message => ({ code: 'REFERENCE_TIER', message })),
  ];
}
