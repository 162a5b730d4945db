import type { ReferencedObject, RootContainer } from '../contentItem';
import { joinedBytes } from '../../joinedBytes';
import { rootDataset } from './contentItemDataset';
import type { Dataset } from './dataset';
import { derivedModules, type DerivedObject } from './derivedModules';
import { part10Bytes } from './part10';
import { privateState } from './privateState';
import { uidFrom } from './uid';
import { dicomObject, type DicomObject } from './resultObjects';

export const COMPREHENSIVE_3D_SR = '1.2.840.10008.5.1.4.1.1.88.34';
/** For a report that places nothing in space: more archives and readers know it. */
export const COMPREHENSIVE_SR = '1.2.840.10008.5.1.4.1.1.88.33';

/** Objects of one series that a report rests on. */
export interface EvidenceSeries {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly objects: readonly ReferencedObject[];
}

/** The report of the version before. */
export interface PredecessorReport {
  /** The report's own study unless it says otherwise. */
  readonly studyInstanceUid?: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
}

export interface ReportFacts {
  /** Counts from 1; written as Instance Number. */
  readonly version: number;
  readonly evidence: readonly EvidenceSeries[];
  readonly predecessor: PredecessorReport | null;
  /** Comprehensive 3D SR unless it says otherwise; the report of the version before was of the same class. */
  readonly sopClassUid?: typeof COMPREHENSIVE_SR;
  /** For whoever opens the result again, kept as it is: a private element, which other readers pass over. */
  readonly state?: Uint8Array;
}

/**
 * A structured report. It is never "verified": a reader's decision is content of the report, no clinical attestation.
 */
export function structuredReport(about: DerivedObject, root: RootContainer, facts: ReportFacts): DicomObject {
  const { evidence, predecessor, state, version, sopClassUid = COMPREHENSIVE_3D_SR } = facts;
  const dataset: Dataset = {
    ...derivedModules(about, sopClassUid, 'SR'),
    InstanceNumber: version,
    CodingSchemeIdentificationSequence: [OWN_SCHEME],
    ReferencedPerformedProcedureStepSequence: [],
    CompletionFlag: 'COMPLETE',
    VerificationFlag: 'UNVERIFIED',
    PerformedProcedureCodeSequence: [],
    CurrentRequestedProcedureEvidenceSequence: hierarchical(evidence),
    ...(predecessor && {
      PredecessorDocumentsSequence: hierarchical([predecessorSeries(about, predecessor, sopClassUid)]),
    }),
    ...rootDataset(root),
  };
  const bytes = part10Bytes(dataset);
  return dicomObject(about.name, dataset, state ? joinedBytes([bytes, privateState(state)]) : bytes);
}

/** What 99TIMESCOPE is, for whoever meets its codes; the codes stand in docs/dicom-codes.md. */
const OWN_SCHEME: Dataset = {
  CodingSchemeDesignator: '99TIMESCOPE',
  CodingSchemeUID: uidFrom('TIMEscope', 'coding scheme'),
  CodingSchemeName: 'TIMEscope private codes',
  CodingSchemeResponsibleOrganization: 'TIMEscope',
};

const predecessorSeries = (
  { source }: DerivedObject,
  { studyInstanceUid = source.studyInstanceUid, seriesInstanceUid, sopInstanceUid }: PredecessorReport,
  sopClassUid: string,
): EvidenceSeries => ({
  studyInstanceUid,
  seriesInstanceUid,
  objects: [{ sopClassUid, sopInstanceUid }],
});

/** Hierarchical SOP instance reference macro (PS3.3 table C.17-3): one item a study, in it one a series. */
function hierarchical(series: readonly EvidenceSeries[]): readonly Dataset[] {
  const studies = [...new Set(series.map(({ studyInstanceUid }) => studyInstanceUid))];
  return studies.map(study => ({
    StudyInstanceUID: study,
    ReferencedSeriesSequence: series
      .filter(({ studyInstanceUid }) => studyInstanceUid === study)
      .map(({ seriesInstanceUid, objects }) => ({
        SeriesInstanceUID: seriesInstanceUid,
        ReferencedSOPSequence: objects.map(({ sopClassUid, sopInstanceUid }) => ({
          ReferencedSOPClassUID: sopClassUid,
          ReferencedSOPInstanceUID: sopInstanceUid,
        })),
      })),
  }));
}
