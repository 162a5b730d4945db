import type { RgbRaster } from '@timescope/core/raster';
import { pngOf } from '@timescope/runtime/encode/png';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { timescope } from './commandLine';

/** A drawn slide of its own study, as `timescope dicomize` writes it, in FOLDER/data/NAME; all of one patient. */
export async function writeDrawnStudy(
  folder: string,
  { name, rgb, mpp, date }: { name: string; rgb: RgbRaster; mpp: number; date: string },
): Promise<void> {
  const at = (file: string) => path.join(folder, file);
  await writeFile(at(`${name}.png`), await pngOf(rgb));
  const dataset = {
    patient: { name: 'SECTION^DRAWN', id: 'P1', issuer: 'CLINIC' },
    study: { date, time: '101500', description: 'Colon' },
    series: { description: name },
  };
  await writeFile(at(`${name}.json`), JSON.stringify(dataset));
  const options = ['--mpp', String(mpp), '--dataset', at(`${name}.json`), '--out', at(`data/${name}`)];
  await timescope('dicomize', at(`${name}.png`), ...options);
}

/** The study of a day. */
export async function studyOfDay(url: string, date: string): Promise<string> {
  const answer = await fetch(new URL(`/dicomweb/studies?StudyDate=${date}`, url));
  const [study] = (await answer.json()) as Record<string, { Value?: string[] }>[];
  return study?.['0020000D']?.Value?.[0] ?? '';
}
