import { IMMUNE_MARKERS } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneDensities';
import {
  groupsOf,
  immuneIndices,
  valueOf,
  type PlaceScores,
} from '@timescope/extension-ihc-scoring/pipeline/immune/immuneIndices';
import type { ImmuneResult } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import { FIELD_PLACES } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneScore';
import { scoreOf, type PlaceScore } from '@timescope/extension-ihc-scoring/pipeline/immune/placeScore';
import { stromaOf } from '@timescope/extension-ihc-scoring/pipeline/immune/stromaFields';
import { stromaRatio } from '@timescope/extension-ihc-scoring/pipeline/immune/stromaRatio';
import { gradeOf } from '@timescope/extension-ihc-scoring/pipeline/immune/tilProposal';
import { isDeepStrictEqual } from 'node:util';

/** Names of the indices and fields that do not follow from slides, percentiles, grades and cut-offs of the document. */
export function wrongIndices(result: ImmuneResult): string[] {
  const { slides, reference, tils } = result;
  const found = immuneIndices(slides, reference ?? undefined, tils?.readers ?? [], scoresOf(result));
  const [stroma, tumour] = [valueOf(found.stroma), valueOf(found.tumour)];
  const again: Partial<ImmuneResult> = {
    ...{ tsr: valueOf(found.tsr)?.value ?? null, tsrOn: found.tsrOn, groups: groupsOf(found) },
    ...{ stromaImmuneScore: stroma?.score ?? null, intraepithelialImmuneScore: tumour?.score ?? null },
    ...{ scores: { stroma, tumour }, immuneScore: valueOf(found.is) },
    ...{ tils: valueOf(found.tils), time: valueOf(found.time) },
  };
  const wrong = Object.entries(again).flatMap(([name, value]) =>
    differing(name, value, memberOf(result, name)),
  );
  return [...wrong, ...wrongFields(result), ...wrongReadings(result)];
}

const memberOf = (of: unknown, name: string): unknown => (of as Readonly<Record<string, unknown>>)[name];

/** One name, or those of the members that differ. */
function differing(name: string, expected: unknown, stated: unknown): string[] {
  if (isDeepStrictEqual(expected, stated)) return [];
  if (name !== 'groups' && name !== 'scores') return [name];
  return Object.entries(expected as object).flatMap(([part, value]) =>
    isDeepStrictEqual(value, memberOf(stated, part)) ? [] : [`${name}.${part}`],
  );
}

/** The cohort's patients are not in the document: their percentiles are taken as they stand. */
function scoresOf({ scores, reference, densityPerMm2 }: ImmuneResult): PlaceScores {
  const at = (place: 'stroma' | 'tumour', score: PlaceScore | null) => {
    const hasBoth = IMMUNE_MARKERS.every(marker => densityPerMm2[marker][place] !== null);
    return score && reference && hasBoth && score.n <= reference.n
      ? ({ kind: 'computed', ...scoreOf(score.percentiles, reference.cutoffs[place], score.n) } as const)
      : ({ kind: 'not computable', reason: '' } as const);
  };
  return { stroma: at('stroma', scores.stroma), tumour: at('tumour', scores.tumour) };
}

const isNear = (found: number, stated: number): boolean =>
  Math.abs(found - stated) <= 1e-6 * Math.max(1, Math.abs(stated));

function wrongFields({ slides, densityPerMm2 }: ImmuneResult): string[] {
  return IMMUNE_MARKERS.flatMap(marker =>
    FIELD_PLACES.flatMap(place => {
      const stated = densityPerMm2[marker][place];
      const fields = slides[marker]?.fields[place] ?? null;
      if (fields === null) return stated === null ? [] : [`densityPerMm2.${marker}.${place}`];
      const cells = fields.fields.reduce((sum, { positive }) => sum + positive, 0);
      const area = fields.fields.reduce((sum, { tissueMm2 }) => sum + tissueMm2, 0);
      const isSame =
        stated !== null &&
        isNear(cells / area, stated) &&
        fields.fields.every(field => isNear(field.positive / field.tissueMm2, field.densityPerMm2));
      return isSame ? [] : [`fields of ${marker}.${place}`];
    }),
  );
}

/** What each slide says of its own tissue. */
function wrongReadings({ slides, densityPerMm2 }: ImmuneResult): string[] {
  const { he } = slides;
  const wrong = Object.entries(slides as Readonly<Record<string, NonNullable<typeof he>>>).flatMap(
    ([name, { tsr, map }]) => {
      const ratio = stromaRatio({ stroma: map.areaMm2.STR, tumour: map.areaMm2.TUM });
      return (ratio.kind === 'computed' ? ratio.value : null) === tsr ? [] : [`slides.${name}.tsr`];
    },
  );
  for (const marker of IMMUNE_MARKERS) {
    const slide = slides[marker];
    if (slide && !isDeepStrictEqual(slide.densityPerMm2, densityPerMm2[marker]))
      wrong.push(`slides.${marker}.densityPerMm2`);
  }
  if (he?.stromaOfFields) {
    const { value, group } = stromaOf(he.stromaOfFields.fields);
    if (value !== he.stromaOfFields.value || group !== he.stromaOfFields.group)
      wrong.push('slides.he.stromaOfFields');
  }
  if (he?.tilProposal && !isProposed(he.tilProposal)) wrong.push('slides.he.tilProposal');
  return wrong;
}

function isProposed(
  proposal: NonNullable<NonNullable<ImmuneResult['slides']['he']>['tilProposal']>,
): boolean {
  const { lymphocytes, areaMm2, densityPerMm2, epitheliumPerMm2, grade } = proposal;
  const all = (lymphocytes.stroma + lymphocytes.epithelium) / (areaMm2.stroma + areaMm2.epithelium);
  return (
    isNear(all, densityPerMm2) &&
    isNear(lymphocytes.epithelium / areaMm2.epithelium, epitheliumPerMm2) &&
    gradeOf(proposal) === grade
  );
}
