import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReportProgress } from '@timescope/core/progress';
import type { RoiMask } from '@timescope/core/volume';
import { readNiftiMask } from '@timescope/runtime/itk';
import { niftiFile } from '@timescope/core/nifti/niftiFile';
import { writeDemoCt } from './ct/writeDemoCt';
import { demoCtDescription, demoSlideDescription } from './demoPatient';
import { demoSlide } from './slide/demoSlide';
import { readSlideTruth, writeSlideTruth, type SlideTruth } from './slide/slideTruth';
import { writeDemoSlide } from './slide/writeDemoSlide';

/** The seed of the slide that ships; another gives another slide of the same kind. */
const SLIDE_SEED = 1;

/**
 * Writes both studies of the synthetic patient into an existing folder: `slide/` (a Ki-67 slide, a file a level), `ct/`
 * (a series, a file a slice) and `truth/` (what is known of them exactly: `slide.json`,
 * `ct-tumour.nii`).
 */
export async function createDemoStudies(folder: string, report: ReportProgress): Promise<void> {
  const inside = (name: string) => path.join(folder, name);
  await Promise.all(['slide', 'ct', 'truth'].map(name => mkdir(inside(name), { recursive: true })));
  const { tumour } = await writeDemoCt(inside('ct'), demoCtDescription, report);
  await writeFile(inside(CT_TRUTH), niftiFile(tumour));
  const slide = demoSlide(SLIDE_SEED);
  await writeSlideTruth(inside(SLIDE_TRUTH), slide.cells, slide.regions);
  await writeDemoSlide(inside('slide'), slide, demoSlideDescription, report);
}

const SLIDE_TRUTH = 'truth/slide.json';
const CT_TRUTH = 'truth/ct-tumour.nii';

/** What is true of the slide that `createDemoStudies` wrote into this folder. */
export const demoSlideTruth = (folder: string): Promise<SlideTruth> =>
  readSlideTruth(path.join(folder, SLIDE_TRUTH));

/** The voxels of the tumour in the CT that `createDemoStudies` wrote into this folder. */
export const demoCtTruth = (folder: string): Promise<RoiMask> => readNiftiMask(path.join(folder, CT_TRUTH));
