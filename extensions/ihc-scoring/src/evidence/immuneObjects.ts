import type { Json } from '@timescope/core/canonicalJson';
import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import { contentKey } from '@timescope/core/result/contentKey';
import { describer, reportedResult } from '@timescope/core/result/reportedResult';
import { VERSION } from '@timescope/core/version';
import { immuneReport } from './immuneReport';
import { IMMUNE, INDICES } from './immuneSubject';
import type { ImmuneToSave } from './immuneToSave';
import { finestImage } from './slideMatrix';
import { SLIDES_OF_PATIENT } from '../pipeline/immune/slidesOfPatient';

/** The name of the report, and of its file: its UID is objectUid(key, REPORT). */
export const REPORT = IMMUNE;

/** The immune result of a patient's slides as one structured report, in the study of the first slide. */
export function immuneObjects(saved: ImmuneToSave): ResultObjects {
  const { sections, result, savedBy, predecessor, version } = saved;
  const [{ source }, ...others] = sections;
  const key = keyOf(saved);
  const of = { source, savedBy, predecessor, version, otherSources: others.map(each => each.source) };
  const report = immuneReport({
    key,
    result,
    reader: savedBy.reader,
    sections: sections.map(({ name, slide }) => ({ name, image: finestImage(slide), specimen: slide })),
  });
  // All that opening again needs is the document; the state keeps the report's digest.
  return reportedResult(of, describer(of, key, IMMUNE)(REPORT, INDICES), [], report, { version: 1 });
}

function keyOf({ sections, result, savedBy, predecessor, version }: ImmuneToSave): string {
  const [{ source }] = sections;
  const slides = SLIDES_OF_PATIENT.flatMap(name => result.slides[name] ?? []);
  return contentKey({
    studyInstanceUid: source.studyInstanceUid,
    seriesInstanceUid: source.seriesInstanceUid,
    sopInstanceUids: sections.flatMap(each => each.source.images.map(({ sopInstanceUid }) => sopInstanceUid)),
    inputDigest: result.patientKey,
    modelHashes: slides.map(({ map }) => map.source.hash),
    algorithm: { name: 'immune panel', version: VERSION },
    parameters: JSON.parse(JSON.stringify(result)) as Json,
    engine: result.method,
    regionDigests: slides.map(({ map }) => map.hash),
    decisions: { version },
    reader: savedBy.reader,
    predecessor: predecessor?.sopInstanceUid ?? null,
  });
}
