import type { DicomJson } from '../dicom/json';
import { PREDICTED_CLASS, PROBABILITY, SLICE_CHOSEN_BY } from './ctCodes';
import { INTRAEPITHELIAL_IMMUNE, STROMA_IMMUNE, STROMA_RATIO } from './immuneCodes';
import { groupsOf, itemsNamed, numberedReport, type NumberedReport } from './numberedReport';
import type { ReportSource } from './reportDocument';
import { CELL_COUNT, COVERAGE } from './slideCodes';

/** Which of our results a structured report holds, by its content items; undefined for everything else. */
export const reportKind = (dataset: DicomJson): ReportSource['kind'] | undefined =>
  kindOf(numberedReport(dataset));

export function kindOf(report: NumberedReport): ReportSource['kind'] | undefined {
  const groups = groupsOf(report);
  const has = (names: readonly (typeof PROBABILITY)[]) =>
    groups.some(group =>
      names.some(name =>
        (['NUM', 'TEXT', 'CODE'] as const).some(kind => itemsNamed(group, kind, name).length > 0),
      ),
    );
  if (has([STROMA_RATIO, STROMA_IMMUNE, INTRAEPITHELIAL_IMMUNE])) return 'immune';
  if (has([PROBABILITY, PREDICTED_CLASS, SLICE_CHOSEN_BY])) return 'ct';
  return has([COVERAGE, CELL_COUNT]) ? 'slide' : undefined;
}
