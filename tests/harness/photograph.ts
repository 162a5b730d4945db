import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { timescope } from './commandLine';
import { sharedData } from './sharedData';
import type { Place } from './slidePointer';

/** A Ki-67 slide's field of about 0.5 x 0.5 mm, with its pixel size in micrometres. */
export const PHOTOGRAPH = 'ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png';
export const MPP = '0.2271';

/** The photograph as a DICOM slide. @returns its folder, `slide` below the given one. */
export async function photographAsSlide(folder: string): Promise<string> {
  const slide = path.join(folder, 'slide');
  await timescope('dicomize', sharedData(PHOTOGRAPH), '--mpp', MPP, '--out', slide);
  return slide;
}

export interface CellFeature {
  readonly properties: { readonly measurements: Readonly<Record<string, number>> };
  readonly nucleusGeometry: { readonly coordinates: [Place[]] };
}

/** The cells that the command line finds, written below the given folder. */
export async function cellsOfPhotograph(folder: string): Promise<readonly CellFeature[]> {
  const out = path.join(folder, 'score');
  await timescope('score', sharedData(PHOTOGRAPH), '--mpp', MPP, '--marker', 'ki67', '--out', out);
  const written = JSON.parse(await readFile(path.join(out, 'cells.geojson'), 'utf8')) as {
    readonly features: readonly CellFeature[];
  };
  return written.features;
}

/** Mean optical density of DAB in the nucleus; NaN where it is not among the cell's measurements. */
export const dabOf = ({ properties }: CellFeature): number =>
  properties.measurements['Nucleus: DAB OD mean'] ?? NaN;
