import { shownVersions, type ChosenVersions } from '@timescope/core/report/chosenVersions';
import type { PatientCandidate } from '@timescope/core/report/patientResults';
import type { PatientVersion } from '@timescope/core/report/resultGroups';

/** SOP Instance UIDs of their reports. */
export const shownUids = (chosen: ChosenVersions): string[] =>
  shownVersions(chosen).map(({ report }) => report.address.instance);

/** The combined reports that were stored before, the newest first. */
export const storedReports = ({ results }: Pick<PatientCandidate, 'results'>): readonly PatientVersion[] =>
  results
    .filter(({ kind }) => kind === 'report')
    .flatMap(({ versions }) => versions)
    .sort((a, b) => ((a.report.madeAt ?? '') < (b.report.madeAt ?? '') ? 1 : -1));
