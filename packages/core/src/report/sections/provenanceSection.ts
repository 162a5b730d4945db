import { dcm, DECISION } from '../../dicom/codes';
import { TARGETS } from '../../result/predictionResult';
import { VERSION } from '../../version';
import type { CountedRow } from '../countedClasses';
import { COHORT, COHORT_PATIENTS } from '../immuneCodes';
import { FORMATS, printedNumber, printedText } from '../printed';
import { readableName } from '../readableName';
import type { ReportRow, ReportSection } from '../reportDocument';
import type { CtFacts, ImmuneFacts, ReportFacts, StoredHeader } from '../reportFacts';
import { immuneOfDay } from './immuneChanges';
import { slideNames } from '../slideName';
import { reportStrings } from '../strings';

const words = reportStrings.provenance;

/** Networks and their hashes, the reference, each stored result with its reader, the decisions, who made the report. */
export function provenanceSection(
  facts: ReportFacts,
  counted: readonly CountedRow[],
  reader: string,
): ReportSection {
  const { ct, immune, earlierImmune, slides } = facts;
  const names = slideNames(slides);
  return {
    title: reportStrings.headings.provenance,
    rows: [
      ...(ct ? networkRows(ct) : []),
      ...(immune?.reference ? cohortRows(immune.reference) : []),
      ...(ct ? [storedRow(reportStrings.kinds.ct, ct), imageRow(ct.slice)] : []),
      ...(immune ? [immuneRow(immuneOfDay(immune), immune)] : []),
      ...earlierImmune.map(result => immuneRow(immuneOfDay(result), result)),
      ...slides.map((slide, at) => storedRow(names[at] ?? '', slide)),
      ...counted.flatMap(({ target, decision }) =>
        decision
          ? [
              {
                label: words.decision(target),
                value: { text: reportStrings.decided(decision) },
                code: DECISION,
              },
            ]
          : [],
      ),
      {
        label: words.reportBy,
        value: printedText(reader === '' ? words.command : readableName(reader)),
        code: dcm('121008', 'Person Observer Name'),
      },
      {
        label: words.software,
        value: printedText(`TIMEscope ${VERSION}`),
        code: dcm('111003', 'Algorithm Version'),
      },
    ],
    figures: [],
    notes: [words.localTimes],
  };
}

const networkRows = ({ targets }: CtFacts): readonly ReportRow[] =>
  TARGETS.flatMap(target => {
    const of = targets[target];
    if (!of) return [];
    const row: ReportRow = {
      label: words.network(target),
      value: printedText(of.model),
      detail: words.sha256(of.modelSha256),
      code: dcm('111001', 'Algorithm Name'),
    };
    return [row];
  });

const cohortRows = ({ name, patients, hash }: ImmuneFacts['reference'] & object): readonly ReportRow[] => [
  { label: words.cohort, value: printedText(name), detail: words.cohortHash(hash), code: COHORT },
  {
    label: words.cohortPatients,
    value: printedNumber(patients, FORMATS.patients),
    code: COHORT_PATIENTS,
  },
];

/** Which image the prediction is of, for whoever looks for it in an archive. */
const imageRow = ({ sopInstanceUid, source }: CtFacts['slice']): ReportRow => ({
  label: reportStrings.ct.sliceUid,
  value:
    sopInstanceUid === ''
      ? { text: reportStrings.notAssessed, because: reportStrings.notSaid }
      : { text: sopInstanceUid, ...(source && { source }) },
  code: dcm('121233', 'Source image for segmentation'),
});

const immuneRow = (of: string, result: ImmuneFacts): ReportRow => ({
  ...storedRow(of, result),
  ...(result.resultHash !== '' && { detail: words.resultHash(result.resultHash) }),
});

const storedRow = (of: string, { source, software }: StoredHeader): ReportRow => ({
  label: words.stored(of),
  value: { text: words.storedAs(source.version, source.savedAt, source.reader, software) },
  code: dcm('121181', 'DICOM Object Catalog'),
});
