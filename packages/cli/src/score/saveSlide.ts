import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import type { Slide } from '@timescope/core/dicom/read/slide';
import { slideDigest } from '@timescope/core/dicom/read/slideDigest';
import { REPORT, slideObjects } from '@timescope/extension-ihc-scoring/evidence/slideObjects';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import type { ScoreOutcome, ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { usedLayer } from '@timescope/extension-ihc-scoring/pipeline/usedLayer';
import path from 'node:path';
import { dicomFolder } from '../dicomObjects';
import { writeSlide } from '../dicomize/writeSlide';
import { savedAgain } from '../savedAgain';
import { openSlide, type SlideInput } from '../slideInput';

/** What a run found, with all its cells. */
export interface FoundCells {
  readonly outcome: ScoreOutcome;
  readonly request: ScoreRequest;
  readonly tables: readonly CellTable[];
}

/**
 * The result as DICOM objects.
 * @param out folder of the run; undefined without one
 */
export function savedSlide(
  slide: NonNullable<SlideInput['dicom']>,
  { outcome, request, tables }: FoundCells,
  out: string | undefined,
  now: Date,
): Promise<ResultObjects> {
  const { result, basis } = outcome;
  const toSave = {
    ...slide,
    result,
    measurement: { result, basis, request: requestOn(slide.slide, request), tables },
    reading: undefined,
    signed: undefined,
  };
  return savedAgain(
    ({ at, version, predecessor }) =>
      slideObjects({ ...toSave, version, predecessor, savedBy: { reader: undefined, at } }),
    out,
    REPORT,
    now,
  );
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
