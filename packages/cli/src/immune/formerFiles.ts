import { readFile, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { SCORE_FILES } from '../score/scoreFiles';
import {
  type SlideOfPatient,
  SLIDES_OF_PATIENT,
} from '@timescope/extension-ihc-scoring/pipeline/immune/slidesOfPatient';

/** The files of a slide's tissue map. */
const MAP_FILES = ['tissue-map.csv', 'tissue-map.png', 'tissue-overlay.png', 'areas.csv', 'fields.geojson'];
const CARRIED_FILES = SLIDES_OF_PATIENT.map(name => `fields-of-${name}.geojson`);
const PLOT_FILES = ['stroma-immune', 'intraepithelial-immune'].flatMap(name => [
  `${name}.svg`,
  `${name}-survival.svg`,
]);
/** How tissue-map.csv begins. */
const MAP_HEAD = 'column,row,x_px,y_px,size_px,class,';

/**
 * Takes away what a run of before left in the folder and this one does not write: slides that it does not measure, places
 * on other sections, places in a cohort. Files of other names stay, and so do folders without a tissue map of ours.
 */
export async function removeFormerFiles(out: string, measured: readonly SlideOfPatient[]): Promise<void> {
  await remove(out, PLOT_FILES);
  for (const name of SLIDES_OF_PATIENT) {
    const folder = path.join(out, name);
    const head = await readFile(path.join(folder, 'tissue-map.csv'), 'utf8').catch(() => '');
    if (!head.startsWith(MAP_HEAD)) continue;
    await remove(folder, CARRIED_FILES);
    if (measured.includes(name)) continue;
    // The map goes last: it tells the next run that the folder is ours.
    await remove(folder, [...SCORE_FILES, ...MAP_FILES.toReversed()]);
    // A folder that holds anything else stays.
    await rmdir(folder).catch(() => undefined);
  }
}

async function remove(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) await rm(path.join(folder, name), { force: true });
}
