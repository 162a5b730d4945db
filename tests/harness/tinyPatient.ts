import { niftiFile } from '@timescope/core/nifti/niftiFile';
import { createSlideFiles } from '@timescope/runtime/encode/slideFiles';
import { writeCtSeries } from '@timescope/synthetic/ct/writeDemoCt';
import { demoCtDescription } from '@timescope/synthetic/demoPatient';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { predict } from '../../packages/cli/src/commands/predict';
import { score } from '../../packages/cli/src/commands/score';
import { slideDescription } from '../../packages/cli/src/dicomize/slideDescription';
import { uidFrom } from '@timescope/core/dicom/write/uid';
import { drawnSlide, randomDiscs } from '../extensions/ihc-scoring/pipeline/drawnSlide';
import { handMadeCt, handMadeRoi } from './handMadeCt';
import { printedBy } from './printedBy';
import { tileOf } from './drawnDicomSlide';
import type { StudyDescription } from '@timescope/core/dicom/write/description';

const TILE = 256;
const MPP = 0.5;

/** A CT of a few slices and a drawn slide of one patient as DICOM files in `ct/` and `slide/`, the outline in `roi.nii`. */
export async function writeTinyPatient(folder: string, patient: StudyDescription['patient']): Promise<void> {
  for (const name of ['ct', 'slide']) await mkdir(path.join(folder, name), { recursive: true });
  const ct = handMadeCt([48, 40, 4], (i, j) => ((i - 24) ** 2 + (j - 20) ** 2 < 150 ? 60 : -90));
  const roi = handMadeRoi(ct, (i, j, k) => (i - 24) ** 2 + (j - 20) ** 2 < 140 - 20 * k);
  const uid = (part: string) => uidFrom('tiny patient', patient.id, patient.issuer ?? '', part);
  const about = {
    ...demoCtDescription,
    patient,
    study: { ...demoCtDescription.study, uid: uid('study') },
    series: { ...demoCtDescription.series, uid: uid('series') },
    spacingMm: { x: 1, y: 1 },
  };
  await writeCtSeries(path.join(folder, 'ct'), ct, about, () => undefined);
  await writeFile(
    path.join(folder, 'roi.nii'),
    niftiFile({ ...roi, size: ct.size, placement: ct.placement }),
  );
  const image = drawnSlide(320, 260, randomDiscs(320, 260, 40, 3));
  const grid = { width: 320, height: 260, tileWidth: TILE, tileHeight: TILE, spacingMm: String(MPP / 1000) };
  const described = slideDescription({ patient }, patient.id.padEnd(64, '0'), new Date('2026-01-19'), {});
  const files = await createSlideFiles(path.join(folder, 'slide'), described, [grid], {
    ...{ kind: 'uncompressed', lossyRatio: undefined },
  });
  for (let y = 0; y < grid.height; y += TILE)
    for (let x = 0; x < grid.width; x += TILE) await files.addTile(0, tileOf(image, x, y, 1));
  await files.finish();
}

/** `predict` and `score` on them, into `ct-result/` and `slide-result/`. */
export async function measureTinyPatient(folder: string): Promise<void> {
  const at = (name: string) => path.join(folder, name);
  await printedBy(predict, at('ct'), '--roi', at('roi.nii'), '--out', at('ct-result'));
  await printedBy(score, at('slide'), '--marker', 'ki67', '--workers', '1', '--out', at('slide-result'));
}
