import { heatColour } from '@timescope/core/plots/heatColour';
import { pngOf } from '@timescope/runtime/encode/png';
import { ctTimeCohort } from '@timescope/synthetic/cohort/ctTimeCohort';
import { generatedEvaluation } from '@timescope/synthetic/cohort/generatedEvaluation';
import { csvText } from '@timescope/synthetic/cohort/generatedTable';
import { hScoreCohort } from '@timescope/synthetic/cohort/hScoreCohort';
import { stromaImmuneCohort } from '@timescope/synthetic/cohort/stromaImmuneCohort';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../score/outFolder';
import type { StudyName } from './studies';

const COHORTS = {
  'stroma-immune': stromaImmuneCohort,
  'ct-time': ctTimeCohort,
  'h-score': hScoreCohort,
} as const;

const SEED = 2;
/** So that the report has something to name. */
const MISSING = 0.02;
const SIDE = 96;

/** Writes cohort.csv, its truth and an evaluation folder, all generated. */
export async function writeDemo(name: StudyName, out: string): Promise<{ file: string; evaluation: string }> {
  const evaluation = path.join(out, 'evaluation');
  await makeFolder(path.join(evaluation, 'pictures'));
  const { table, truth } = COHORTS[name]({ seed: SEED, missing: MISSING });
  const file = path.join(out, 'cohort.csv');
  await writeFile(file, csvText(table));
  await writeFile(path.join(out, 'truth.json'), `${JSON.stringify(truth, null, 2)}\n`);
  for (const [own, generated] of Object.entries(generatedEvaluation(SEED))) {
    await writeFile(path.join(evaluation, `${own}.csv`), csvText(generated));
    const at = generated.columns.indexOf('picture');
    const pictures = at < 0 ? [] : generated.rows.map(row => String(row[at] ?? ''));
    for (const [k, picture] of pictures.entries())
      await writeFile(path.join(evaluation, picture), await generatedPicture(k));
  }
  return { file, evaluation };
}

/** A warm spot at another place for each number. */
async function generatedPicture(k: number): Promise<Uint8Array> {
  const values = new Uint8Array(SIDE * SIDE * 3);
  const [cx, cy] = [SIDE * (0.3 + 0.08 * (k % 6)), SIDE * (0.35 + 0.1 * (k % 4))];
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const away = ((x - cx) ** 2 + (y - cy) ** 2) / (SIDE * 5);
      values.set(heatColour(1 / (1 + away)), (y * SIDE + x) * 3);
    }
  return pngOf({ width: SIDE, height: SIDE, values });
}
