import { niftiFile } from '@timescope/core/nifti/niftiFile';
import type { CtVolume, RoiMask } from '@timescope/core/volume';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { repository } from './commandLine';

interface SiteCase {
  readonly volume: CtVolume;
  readonly mask: RoiMask;
}

/** One case of a cohort as train_ct.py takes it; its row of labels.csv is the caller's. */
export async function writeSiteCase(folder: string, name: string, { volume, mask }: SiteCase): Promise<void> {
  const image = niftiFile({ ...volume, values: volume.hu });
  await writeFile(path.join(folder, `${name}.nii.gz`), gzipSync(image));
  await writeFile(path.join(folder, `${name}-roi.nii.gz`), gzipSync(niftiFile(mask)));
}

/** What python prints, called where the trainings lie. */
export async function trainingPython(...argv: string[]): Promise<string> {
  const cwd = path.join(repository, 'models/training');
  return (await promisify(execFile)('/usr/bin/python3', argv, { cwd })).stdout;
}
