import { csvRow } from '@timescope/core/csv';
import { regionOf } from '@timescope/extension-ihc-scoring/pipeline/region';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { cohortSurvivalPlot } from '@timescope/extension-ihc-scoring/pipeline/immune/cohortSurvivalPlot';
import {
  fieldsGeoJson,
  placesGeoJson,
  stromaFieldsGeoJson,
} from '@timescope/extension-ihc-scoring/pipeline/immune/fieldsGeoJson';
import type {
  CountedSlide,
  ImmuneResult,
  StromaSlide,
} from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import {
  carriedField,
  type MapOfSlide,
} from '@timescope/extension-ihc-scoring/pipeline/immune/linkedSections';
import { placeInCohortPlot } from '@timescope/extension-ihc-scoring/pipeline/immune/placeInCohortPlot';
import type { ReferenceCohort } from '@timescope/extension-ihc-scoring/pipeline/immune/referenceCohort';
import type { TilGrade } from '@timescope/extension-ihc-scoring/pipeline/immune/tilGrade';
import type { ScoreOutcome, ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import type { ClassMap } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/classMap';
import { areasCsv, mapCsv, mapPicture } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapFiles';
import { levelAt } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';
import { pngOf } from '@timescope/runtime/encode/png';
import path from 'node:path';
import { fileFault, makeFolder } from '../score/outFolder';
import { openScoreFiles, type ScoreFiles } from '../score/scoreFiles';
import type { SlideInput } from '../slideInput';
import { writeOut } from '../writeOut';
import { removeFormerFiles } from './formerFiles';
import { tissueOverlay } from './tissueOverlay';

/** The files of one slide that is counted: its score's, written while the cells come, and its tissue map. */
export interface CountFiles {
  begin(request: ScoreRequest): Promise<void>;
  add(cells: CellTable): Promise<void>;
  finish(outcome: ScoreOutcome, map: ClassMap, slide: CountedSlide): Promise<void>;
  abandon(): Promise<void>;
}

export function countFiles(folder: string, { source }: SlideInput): CountFiles {
  let files: ScoreFiles | undefined;
  return {
    begin: async request => {
      const { bounds } = regionOf(request.annotations, levelAt(source, 0));
      files = await openScoreFiles(folder, source, request, bounds);
    },
    add: async cells => files?.add(cells),
    finish: async (outcome, map, slide) => {
      await files?.finish(outcome);
      await writeMap(folder, { source }, map);
      await writeOut(path.join(folder, 'fields.geojson'), fieldsGeoJson(slide.fields));
    },
    abandon: async () => files?.abandon(),
  };
}

/** The map of an H&E slide and its fields. */
export async function writeStroma(
  folder: string,
  input: SlideInput,
  map: ClassMap,
  slide: StromaSlide,
): Promise<void> {
  await writeMap(folder, input, map);
  await writeOut(path.join(folder, 'fields.geojson'), stromaFieldsGeoJson(slide));
}

/** tissue-map.csv, tissue-map.png, tissue-overlay.png and areas.csv. */
async function writeMap(
  folder: string,
  { source }: Pick<SlideInput, 'source'>,
  map: ClassMap,
): Promise<void> {
  await makeFolder(folder);
  try {
    await writeOut(path.join(folder, 'tissue-map.csv'), [...mapCsv(map)].join(''));
    await writeOut(path.join(folder, 'areas.csv'), areasCsv(map));
    await writeOut(path.join(folder, 'tissue-map.png'), await pngOf(mapPicture(map)));
    await writeOut(path.join(folder, 'tissue-overlay.png'), await pngOf(await tissueOverlay(source, map)));
  } catch (thrown) {
    throw fileFault(folder, thrown);
  }
}

/** result.json, what the readers said, and the places of the first slide's fields on the other slides; no file of before. */
export async function writeResult(
  folder: string,
  result: ImmuneResult,
  maps: readonly MapOfSlide[],
  tils: readonly TilGrade[],
): Promise<void> {
  await removeFormerFiles(
    folder,
    maps.map(({ name }) => name),
  );
  const [first] = maps;
  const fields = first && first.name !== 'he' ? result.slides[first.name]?.fields : undefined;
  for (const link of result.links) {
    const to = maps.find(({ name }) => name === link.to);
    if (!first || !fields || !to) continue;
    const places = placesGeoJson(fields, field => carriedField(field, link, first.map, to.map));
    await writeOut(path.join(folder, link.to, `fields-of-${link.from}.geojson`), places);
  }
  const grades = tils.map((grade, at) => csvRow([at + 1, grade]));
  await writeOut(path.join(folder, 'lymphocytes.csv'), [csvRow(['reader', 'grade']), ...grades].join(''));
  await writeOut(path.join(folder, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);
}

const SCORE_FILES = [
  ['stroma', 'stroma-immune', 'Stroma-immune score'],
  ['tumour', 'intraepithelial-immune', 'Intraepithelial-immune score'],
] as const;

/** Of each score its place in the cohort and, where the cohort carries follow-up, the survival of the cohort's groups. */
export async function writePlots(
  folder: string,
  result: ImmuneResult,
  cohort: ReferenceCohort,
): Promise<void> {
  for (const [place, name, title] of SCORE_FILES) {
    const score = result.scores[place];
    if (!score) continue;
    await writeOut(path.join(folder, `${name}.svg`), placeInCohortPlot(title, place, score, cohort));
    const survival = cohortSurvivalPlot(cohort, place, score.group);
    if (survival.kind === 'computed') await writeOut(path.join(folder, `${name}-survival.svg`), survival.svg);
  }
}
