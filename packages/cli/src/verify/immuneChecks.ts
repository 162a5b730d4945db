import {
  IMMUNE_MARKERS,
  MARKER_NAMES,
  type ImmuneMarker,
} from '@timescope/extension-ihc-scoring/pipeline/immune/immuneDensities';
import { immuneHash } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneHash';
import type { ImmuneResult } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { differs, notChecked, ok, someOf, type Check } from './check';
import { wrongIndices } from './immuneIndexChecks';
import { documentOf } from './savedResult';
import { scoreChecks } from './scoreChecks';

/** Whether an immune result holds together, and whether the slides' own results beside it are those that it is made of. */
export async function immuneChecks(folder: string, result: ImmuneResult): Promise<readonly Check[]> {
  const slides = await Promise.all(IMMUNE_MARKERS.map(marker => slideChecks(folder, result, marker)));
  return [hashCheck(result), numbersCheck(result), ...slides.flat()];
}

function hashCheck(result: ImmuneResult): Check {
  return immuneHash(result) === result.hash
    ? ok(`The hash ${result.hash.slice(0, 12)} is that of the document.`)
    : differs(`The hash ${result.hash.slice(0, 12)} is not that of the document: it was edited.`);
}

/** Densities are cells over square millimetres; every index is made once more from the slides. */
function numbersCheck(result: ImmuneResult): Check {
  const wrong = [...wrongDensities(result), ...wrongIndices(result)];
  return wrong.length === 0
    ? ok('Densities, scores and groups follow from cells, areas, percentiles and cut-offs.')
    : differs(`The document was edited: ${someOf(wrong)} do not follow from its own numbers.`);
}

const NEAR = 1e-6;

function wrongDensities({ slides, densityPerMm2 }: ImmuneResult): string[] {
  return IMMUNE_MARKERS.flatMap(marker =>
    (['stroma', 'tumour'] as const).flatMap(place => {
      const stated = densityPerMm2[marker][place];
      const [cells, area] = [slides[marker]?.positive[place], slides[marker]?.areaMm2[place]];
      if (stated === null) return [];
      const counted = (cells ?? Number.NaN) / (area ?? Number.NaN);
      return Math.abs(counted - stated) <= NEAR * Math.max(1, stated)
        ? []
        : [`densityPerMm2.${marker}.${place}`];
    }),
  );
}

async function slideChecks(folder: string, { slides }: ImmuneResult, marker: ImmuneMarker): Promise<Check[]> {
  const slide = slides[marker];
  if (!slide) return [];
  const name = MARKER_NAMES[marker];
  const text = await readFile(path.join(folder, marker, 'result.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return [notChecked(`${name}: its own result is not beside the document.`)];
  const score = documentOf(text, `The result in ${marker}`);
  if (score.kind !== 'timescope.score' || score.hash !== slide.scoreHash)
    return [differs(`${name}: the result in ${marker} is another one than the score was made of.`)];
  if (!isDeepStrictEqual(score.coverage, slide.coverage))
    return [differs(`${name}: its coverage is not that of the result in ${marker}.`)];
  const checks = await scoreChecks(score, path.join(folder, marker));
  return checks.map(({ outcome, says }) => ({ outcome, says: `${name}: ${says}` }));
}
