import type { ResultObjects, SavedBy } from '@timescope/core/dicom/write/resultObjects';
import type { Slide } from '@timescope/core/dicom/read/slide';
import { slideDigest } from '@timescope/core/dicom/read/slideDigest';
import { readStructuredReport } from '@timescope/core/dicom/read/structuredReport';
import { REPORT, slideObjects } from '@timescope/extension-ihc-scoring/evidence/slideObjects';
import type { SlideToSave } from '@timescope/extension-ihc-scoring/evidence/slideToSave';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import type { ScoreOutcome, ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { usedLayer } from '@timescope/extension-ihc-scoring/pipeline/usedLayer';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { dicomFolder } from '../dicomObjects';
import { writeSlide } from '../dicomize/writeSlide';
import { openSlide, type SlideInput } from '../slideInput';

/** What a run found, with all its cells. */
export interface FoundCells {
  readonly outcome: ScoreOutcome;
  readonly request: ScoreRequest;
  readonly tables: readonly CellTable[];
}

/**
 * The result as DICOM objects. Saved again unchanged into the same folder it keeps its date, so that every byte is the
 * same.
 * @param out folder of the run; undefined without one
 */
export async function savedSlide(
  slide: NonNullable<SlideInput['dicom']>,
  { outcome, request, tables }: FoundCells,
  out: string | undefined,
  now: Date,
): Promise<ResultObjects> {
  const { result, basis } = outcome;
  const toSave = (at: SavedBy['at']): SlideToSave => ({
    ...slide,
    result,
    measurement: { result, basis, request: requestOn(slide.slide, request), tables },
    reading: undefined,
    signed: undefined,
    savedBy: { reader: undefined, at },
    predecessor: null,
    version: 1,
  });
  const objects = slideObjects(toSave(localTime(now)));
  const before = out === undefined ? undefined : await reportBefore(out);
  const report = objects.objects.at(-1);
  return before && before.sopInstanceUid === report?.sopInstanceUid
    ? slideObjects(toSave(before.at))
    : objects;
}

/** The viewer names a slide by its images alone, and sees by that whether a result is of the pixels on screen. */
function requestOn(slide: Slide, request: ScoreRequest): ScoreRequest {
  const layer = usedLayer(slide.layers);
  return { ...request, slide: { ...request.slide, digest: slideDigest(slide), ...(layer && { layer }) } };
}

/** A plain image as a DICOM slide beside the objects that refer to it: dicom/slide. */
export async function imageAsSlide(
  { image, source }: Pick<SlideInput, 'image' | 'source'>,
  out: string,
): Promise<NonNullable<SlideInput['dicom']>> {
  const mpp = source.levels[0]?.mpp.x;
  if (image === undefined || mpp === undefined) throw new Error('The slide is no plain image.');
  const folder = path.join(dicomFolder(out), 'slide');
  await writeSlide({ image, mpp, out: folder, dataset: undefined, jpeg: undefined });
  const written = await openSlide(folder);
  await written.close();
  if (!written.dicom) throw new Error('The slide that was just written is no DICOM slide.');
  return written.dicom;
}

async function reportBefore(out: string) {
  const bytes = await readFile(path.join(dicomFolder(out), `${REPORT}.dcm`)).catch(() => undefined);
  if (!bytes) return undefined;
  try {
    return readStructuredReport(bytes);
  } catch {
    return undefined;
  }
}

/** DICOM's dates and times are those of the place. */
function localTime(now: Date): SavedBy['at'] {
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    date: `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`,
    time: `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`,
  };
}
