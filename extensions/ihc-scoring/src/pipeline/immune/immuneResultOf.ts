import { canonicalJson } from '@timescope/core/canonicalJson';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import { sha256Hex } from '@timescope/core/sha256';
import type { Computable } from '@timescope/core/statistics/computable';
import { VERSION } from '@timescope/core/version';
import type { Warning } from '@timescope/core/warning';
import { NO_DENSITIES } from './immuneDensities';
import { immuneHash } from './immuneHash';
import { groupsOf, immuneIndices, placeScores, valueOf } from './immuneIndices';
import type { CountedSlide, ImmuneResult, ImmuneSlides } from './immuneResult';
import { IMMUNE_RESULT_VERSION } from './immuneResult';
import { immuneWarnings } from './immuneWarnings';
import type { LinkedSections } from './linkedSections';
import { usedCohort, type ReferenceCohort } from './referenceCohort';
import type { TilGrade } from './tilGrade';

export interface ImmuneEvidence {
  readonly slides: ImmuneSlides;
  readonly cohort: ReferenceCohort | undefined;
  /** What one or two readers said of the lymphocytes. */
  readonly tils: readonly TilGrade[];
  readonly settings: ImmuneResult['settings'];
  readonly links: LinkedSections;
  /** What a reader vouched for. */
  readonly confirmed?: readonly Warning[];
}

/** Every index of a patient from the measured slides. What cannot be had is null with its reason. */
export function immuneResultOf(evidence: ImmuneEvidence): ImmuneResult {
  const { slides, cohort, settings, links } = evidence;
  const found = immuneIndices(slides, cohort, evidence.tils, placeScores(slides, cohort));
  const { stroma, tumour, tsr, is, tils, time } = found;
  const method = methodOf(slides, settings);
  const result = {
    kind: 'timescope.immune',
    version: IMMUNE_RESULT_VERSION,
    researchUse: RESEARCH_USE,
    tsr: valueOf(tsr)?.value ?? null,
    tsrOn: found.tsrOn,
    densityPerMm2: {
      cd3: slides.cd3?.densityPerMm2 ?? NO_DENSITIES,
      cd8: slides.cd8?.densityPerMm2 ?? NO_DENSITIES,
    },
    stromaImmuneScore: valueOf(stroma)?.score ?? null,
    intraepithelialImmuneScore: valueOf(tumour)?.score ?? null,
    groups: groupsOf(found),
    scores: { stroma: valueOf(stroma), tumour: valueOf(tumour) },
    immuneScore: valueOf(is),
    tils: valueOf(tils),
    time: valueOf(time),
    reference: cohort ? usedCohort(cohort) : null,
    ...{ slides, settings, links: links.links },
    method,
    patientKey: patientKey(slides),
    notEvaluable: {
      ...reasonsOf({ tsr, stromaImmuneScore: stroma, intraepithelialImmuneScore: tumour, immuneScore: is, tils, time }), // prettier-ignore
      ...links.notLinked,
    },
    warnings: [...(evidence.confirmed ?? []), ...immuneWarnings(evidence, found, method, patientKey(slides))],
    provenance: { software: { name: 'TIMEscope', version: VERSION } },
  } as const;
  return { ...result, hash: immuneHash(result) };
}

function reasonsOf(values: Readonly<Record<string, Computable<object>>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value.kind === 'computed' ? [] : [[name, value.reason] as const],
    ),
  );
}

/** Slides of one method may be compared; models and areas differ from slide to slide. */
function methodOf({ cd3, cd8 }: ImmuneSlides, settings: ImmuneResult['settings']): string {
  const methods = [cd3, cd8].flatMap(slide =>
    slide ? [`${slide.method}; tissue: ${tissueOf(slide, settings)}`] : [],
  );
  return [...new Set(methods)].join(' / ');
}

/** Steps matter to what a network sees as stroma; areas and pixels are the same in all. */
const tissueOf = ({ map: { source } }: CountedSlide, settings: ImmuneResult['settings']): string =>
  source.kind === 'network' && settings ? `${source.kind}, steps ${settings.steps}` : source.kind;

function patientKey({ cd3, cd8, he }: ImmuneSlides): string {
  const digests = [cd3, cd8, ...((cd3 ?? cd8) ? [] : [he])].flatMap(slide => slide?.input.digest ?? []);
  return sha256Hex(canonicalJson(digests)).slice(0, KEY_DIGITS);
}

/** Two patients of a million have the same by chance once in 37 million cohorts. */
const KEY_DIGITS = 16;
