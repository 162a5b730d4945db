import { RESEARCH_USE } from '@timescope/core/researchUse';
import {
  MARKER_NAMES,
  IMMUNE_MARKERS,
} from '@timescope/extension-ihc-scoring/pipeline/immune/immuneDensities';
import type { ImmuneResult } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import type { PlaceScore } from '@timescope/extension-ihc-scoring/pipeline/immune/placeScore';
import {
  SLIDE_TITLES,
  SLIDES_OF_PATIENT,
  type SlideOfPatient,
} from '@timescope/extension-ihc-scoring/pipeline/immune/slidesOfPatient';

/** The result for a reader at a terminal. */
export function immuneTable(result: ImmuneResult): string {
  const lines = [
    ...densityLines(result),
    line('Stroma-immune score', scoreText(result.scores.stroma), result, 'stromaImmuneScore'),
    line('Intraepithelial score', scoreText(result.scores.tumour), result, 'intraepithelialImmuneScore'),
    line('Tumour-stroma ratio', ratioText(result), result, 'tsr'),
    line('Immune score (IS)', immuneText(result), result, 'immuneScore'),
    line('Lymphocytes (TILs)', tilsText(result), result, 'tils'),
    ...proposalLines(result),
    line('TIME', timeText(result), result, 'time'),
    ...referenceLines(result),
    ...linkLines(result),
    ...result.warnings.map(({ message }) => `Warning: ${message}`),
    `Hash                   ${result.hash}`,
    RESEARCH_USE,
  ];
  return `${lines.join('\n')}\n`;
}

function line(name: string, value: string | undefined, { notEvaluable }: ImmuneResult, path: string): string {
  return `${name.padEnd(23)}${value ?? `not evaluable: ${notEvaluable[path] ?? 'no reason given.'}`}`;
}

function densityLines({ slides }: ImmuneResult): string[] {
  return IMMUNE_MARKERS.flatMap(marker => {
    const slide = slides[marker];
    if (!slide) return [];
    const parts = (['stroma', 'tumour'] as const).map(place => {
      const density = slide.densityPerMm2[place];
      if (density === null) return slide.notEvaluable[place] ?? `${place}: not evaluable`;
      return `${place} ${density.toFixed(0)}/mm2 (${slide.positive[place] ?? 0} in ${(slide.areaMm2[place] ?? 0).toFixed(3)} mm2)`;
    });
    const tissue = `tissue from ${slide.map.source.name}`;
    return [
      `${`${MARKER_NAMES[marker]}+ cells`.padEnd(23)}${[...new Set(parts.map(withoutStop)), tissue].join('; ')}`,
    ];
  });
}

/** A reason is a sentence; here it is one part of a line. */
const withoutStop = (part: string): string => part.replace(/\.$/, '');

function scoreText(score: PlaceScore | null): string | undefined {
  if (!score) return undefined;
  const { percentiles, cutoffs, toCutoff } = score;
  const side = toCutoff.distance < 0 ? 'below' : 'above';
  return (
    `${score.score.toFixed(1)} % (CD3 ${percentiles.cd3.toFixed(1)}, CD8 ${percentiles.cd8.toFixed(1)}), ${score.group}` +
    `; two groups: ${score.twoGroups}; cut-offs ${cutoffs.low} and ${cutoffs.high} (${cutoffs.rule}); ` +
    `${Math.abs(toCutoff.distance).toFixed(1)} ${side} ${toCutoff.cutoff}`
  );
}

function ratioText({ tsr, tsrOn, groups, slides }: ImmuneResult): string | undefined {
  if (tsr === null) return undefined;
  const fields = slides.he?.stromaOfFields;
  const read = fields ? `; greatest of three fields ${(100 * fields.value).toFixed(0)} %` : '';
  return `${(100 * tsr).toFixed(1)} % on ${tsrOn}, ${groups.tsr ?? ''}${read}`;
}

function immuneText({ immuneScore: score }: ImmuneResult): string | undefined {
  if (!score) return undefined;
  const parts = score.parts.map(({ marker, place, value }) => `${MARKER_NAMES[marker]} ${place} ${value}`);
  return `${score.score} of 4, ${score.group} (${parts.join(', ')}; ${score.rule})`;
}

const tilsText = ({ tils }: ImmuneResult): string | undefined =>
  tils ? `grade ${tils.grade}, ${tils.group}, by ${readersText(tils.readers)}` : undefined;

const readersText = (grades: readonly number[]): string =>
  grades.length === 1 ? 'one reader' : `${grades.length} readers (${grades.join(', ')})`;

/** What readers may begin with; it is no grade and counts nowhere. */
function proposalLines({ slides: { he } }: ImmuneResult): string[] {
  const name = '  proposed on H&E'.padEnd(23);
  if (he?.tilProposal === undefined) return [];
  if (he.tilProposal === null) return [`${name}not evaluable: ${he.notEvaluable.tilProposal ?? ''}`];
  const { grade, densityPerMm2, epitheliumPerMm2 } = he.tilProposal;
  return [
    `${name}grade ${grade}, not checked against readers, who set it with --tils: in the densest field ${densityPerMm2.toFixed(0)} lymphocytes/mm2, ` +
      `${epitheliumPerMm2.toFixed(0)} in its epithelium`,
  ];
}

function timeText({ time }: ImmuneResult): string | undefined {
  if (!time) return undefined;
  const { tsr, tils, is } = time.components;
  return `${time.score} of 3, ${time.group} (TSR ${tsr} by ${time.tsrBy}, TILs ${tils}, IS ${is})`;
}

function referenceLines({ reference }: ImmuneResult): string[] {
  if (!reference) return [];
  const { name, n, date, stainingProtocol, hash } = reference;
  return [`Reference cohort       ${name}, n = ${n}, ${date}, ${stainingProtocol}, ${hash.slice(0, 12)}`];
}

function linkLines({ slides, links, notEvaluable }: ImmuneResult): string[] {
  const pair = (from: SlideOfPatient, to: SlideOfPatient) =>
    `${SLIDE_TITLES[from]} on ${SLIDE_TITLES[to]}`.padEnd(23);
  const [first] = SLIDES_OF_PATIENT.filter(name => slides[name]);
  const found = links.map(
    ({ from, to, way, residualUm, similarity }) =>
      `${pair(from, to)}${way}; tumour borders ${residualUm.toFixed(0)} um apart on average, correlation ${similarity.toFixed(2)}`,
  );
  const missing = SLIDES_OF_PATIENT.flatMap(name => {
    const reason = notEvaluable[`links.${name}`];
    return first && reason ? [`${pair(first, name)}not registered: ${reason}`] : [];
  });
  return [...found, ...missing];
}
