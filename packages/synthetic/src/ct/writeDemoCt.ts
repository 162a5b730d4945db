import { ctInstanceFile, type CtDescription } from '@timescope/core/dicom/write/ctInstance';
import { uidFrom } from '@timescope/core/dicom/write/uid';
import type { ReportProgress } from '@timescope/core/progress';
import { sha256Hex } from '@timescope/core/sha256';
import type { CtVolume } from '@timescope/core/volume';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { demoCt, type DemoCt } from './demoCt';

/** The scan of the demonstration. */
const DEMO_SEED = 1;

/** Draws the demonstration scan and writes its slices as DICOM files into an existing folder. */
export async function writeDemoCt(
  folder: string,
  about: CtDescription,
  report: ReportProgress,
): Promise<DemoCt> {
  report({ stage: 'drawing the demonstration CT', done: 0, total: 1 });
  const ct = demoCt(DEMO_SEED);
  report({ stage: 'drawing the demonstration CT', done: 1, total: 1 });
  await writeCtSeries(folder, ct.volume, about, report);
  return ct;
}

/** Writes an axial volume as one CT Image file a slice, the lowest first; gives their paths. UIDs follow from content. */
export async function writeCtSeries(
  folder: string,
  volume: CtVolume,
  about: CtDescription,
  report: ReportProgress,
): Promise<readonly string[]> {
  const [width, height, slices] = volume.size;
  const files: string[] = [];
  for (let k = 0; k < slices; k++) {
    const hu = volume.hu.subarray(k * width * height, (k + 1) * width * height);
    const positionMm = volume.slicePositionsMm[k] ?? [0, 0, 0];
    const file = path.join(folder, `ct-${String(k + 1).padStart(3, '0')}.dcm`);
    const sopInstanceUid = uidFrom('CT slice', about.series.uid, String(k), digest(hu));
    const slice = { sopInstanceUid, number: k + 1, positionMm, width, height, hu };
    await writeFile(file, ctInstanceFile(about, slice));
    files.push(file);
    report({ stage: 'writing the demonstration CT', done: k + 1, total: slices });
  }
  return files;
}

const digest = (hu: Int16Array): string => sha256Hex(new Uint8Array(hu.buffer, hu.byteOffset, hu.byteLength));
