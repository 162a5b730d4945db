/**
 * Writes the crops of a site's own cohort for train_ct.py: the largest slice of each ROI through our own pipeline.
 *
 *   node models/training/run.mjs exportCohort.ts COHORT OUT < cases.json
 *
 * COHORT holds CASE.nii.gz and CASE-roi.nii.gz; cases.json is a list of { case, labels }.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { messageOf } from '@timescope/core/errors';
import { largestSlice } from '@timescope/extension-ct-radiomics/pipeline/largestSlice';
import { readCt } from '../../packages/cli/src/ctInput';
import { readRoi } from '../../packages/cli/src/roiInput';
import { cropFile } from './cropFile';

interface CohortCase {
  readonly case: string;
  readonly labels: Readonly<Record<string, number>>;
}

const [cohort = '.', out = '.'] = process.argv.slice(2);
const cases = JSON.parse(readFileSync(0, 'utf8')) as CohortCase[];
const file = cropFile(out, 'cohort');
for (const { case: name } of cases) await exportCase(name);
file.close({ labels: cases.map(({ labels }) => labels), cases: cases.map(one => one.case) });

async function exportCase(name: string): Promise<void> {
  try {
    const { mask, ct } = await readRoi(
      path.join(cohort, `${name}-roi.nii.gz`),
      await readCt(path.join(cohort, `${name}.nii.gz`)),
    );
    file.add(ct, mask, largestSlice(ct, mask).index);
  } catch (thrown) {
    throw new Error(`Case ${name}: ${messageOf(thrown)}`, { cause: thrown });
  }
}
