import { text } from '@timescope/core/dicom/json';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import type { StructuredReport } from '@timescope/core/dicom/read/structuredReport';
import type { DicomObject } from '@timescope/core/dicom/write/resultObjects';
import { messageOf } from '@timescope/core/errors';
import { savedContent } from '@timescope/core/result/savedContent';
import { differs, notChecked, ok, someOf, type Check } from './check';
import type { ReportWithDocument } from './resultObjects';

/** Whether each object of a report, and the report itself, says what was saved, and of the same patient and study. */
export function contentChecks(
  { report }: Pick<ReportWithDocument, 'report'>,
  objects: readonly DicomObject[],
): readonly Check[] {
  const parts = partsOf(report, objects);
  try {
    return [savedCheck(report, parts), samePatientCheck(parts)];
  } catch (thrown) {
    // Whatever a damaged object makes a reader say: this is the place where it is found out.
    return [differs(`The objects cannot be held against their report: ${messageOf(thrown)}`)];
  }
}

function partsOf(report: StructuredReport, objects: readonly DicomObject[]): readonly DicomObject[] {
  const named = report.evidence.flatMap(series => series.objects.map(({ sopInstanceUid }) => sopInstanceUid));
  const uids = new Set([...named, report.sopInstanceUid]);
  return objects.filter(({ sopInstanceUid }) => uids.has(sopInstanceUid));
}

function savedCheck(report: StructuredReport, parts: readonly DicomObject[]): Check {
  const content = savedContent(report, parts);
  if (content.kind === 'none')
    return notChecked('Pixels, coordinates and numbers: the report keeps no digests of them.');
  if (content.kind !== 'compared')
    return notChecked('Pixels, coordinates and numbers: another build digested them by another rule.');
  const { changed, recoded } = content;
  const named = (some: readonly DicomObject[]) => someOf(some.map(({ name }) => name));
  if (changed.length > 0) return differs(`Other content than was saved: ${named(changed)}.`);
  if (recoded.length > 0) return notChecked(`Content in another transfer syntax: ${named(recoded)}.`);
  return ok('Pixels, coordinates, numbers, codes and texts of the objects are those that were saved.');
}

function samePatientCheck(parts: readonly DicomObject[]): Check {
  const [first, ...others] = parts.map(({ name, studyInstanceUid, bytes }) => {
    const { dataset } = readPart10(bytes);
    return {
      name,
      whose: [studyInstanceUid, text(dataset, '00100020'), text(dataset, '00100010')].join('\\'),
    };
  });
  const strangers = others.filter(({ whose }) => whose !== first?.whose);
  return strangers.length === 0
    ? ok('All objects of the result name the same patient and study.')
    : differs(
        `${someOf([first?.name ?? '', ...strangers.map(({ name }) => name)])} name different patients or studies.`,
      );
}
