import { readPart10 } from '@timescope/core/dicom/read/part10';
import { ctInstanceFile } from '@timescope/core/dicom/write/ctInstance';
import type { CtFacts, ReportFacts, SlideFacts } from '@timescope/core/report/reportFacts';
import { NO_CONTEXT } from '@timescope/core/report/contextFields';
import { factsOf } from '@timescope/core/report/factsOf';
import { ctObjects } from '@timescope/extension-ct-radiomics/evidence/ctObjects';
import { slideObjects } from '@timescope/extension-ihc-scoring/evidence/slideObjects';
import { demoCtDescription } from '@timescope/synthetic/demoPatient';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { savedCt, savedOnCt } from './savedCt';
import { partedSlideFolder } from './measuredSlide';

/** What an archive holds of one patient, and what the stored reports say. */
export interface StoredForPictures {
  readonly files: readonly Uint8Array[];
  readonly ct: CtFacts;
  readonly slide: SlideFacts;
}

/** A small CT with a saved prediction and a drawn slide with a saved score, as the files that were stored. */
export async function storedForPictures(): Promise<StoredForPictures> {
  const ct = ctObjects(await savedCt()).objects.map(({ bytes }) => bytes);
  const { folder, saved } = await partedSlideFolder({ width: 1700, height: 400 });
  const slide = slideObjects(saved).objects.map(({ bytes }) => bytes);
  const [ctFacts, slideFacts] = [factsOfReport(ct.at(-1)).ct, factsOfReport(slide.at(-1)).slides[0]];
  if (!ctFacts || !slideFacts) throw new Error('The stored reports say nothing of a CT and a slide.');
  const images = await filesOf(folder);
  return { files: [...ctFiles(), ...ct, ...slide, ...images], ct: ctFacts, slide: slideFacts };
}

function factsOfReport(bytes: Uint8Array | undefined): ReportFacts {
  const { dataset } = readPart10(bytes ?? new Uint8Array(0));
  return factsOf([dataset], { context: NO_CONTEXT, decisions: [] });
}

function ctFiles(): Uint8Array[] {
  const [width, height, slices] = savedOnCt.size;
  const { study, series } = demoCtDescription;
  const about = {
    ...demoCtDescription,
    study: { ...study, uid: savedOnCt.studyUid ?? '' },
    series: { ...series, uid: savedOnCt.seriesUid ?? '' },
    frameOfReferenceUid: savedOnCt.frameOfReferenceUid ?? '',
    spacingMm: savedOnCt.placement.spacingMm,
  };
  return Array.from({ length: slices }, (_, k) =>
    ctInstanceFile(about, {
      sopInstanceUid: savedOnCt.sliceUids[k] ?? '',
      number: k + 1,
      positionMm: savedOnCt.slicePositionsMm[k] ?? [0, 0, 0],
      ...{ width, height },
      hu: savedOnCt.hu.slice(k * width * height, (k + 1) * width * height),
    }),
  );
}

async function filesOf(folder: string): Promise<Uint8Array[]> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.dcm')).sort();
  return Promise.all(names.map(name => readFile(path.join(folder, name))));
}
