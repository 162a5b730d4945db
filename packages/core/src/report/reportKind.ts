import { dcm } from '../dicom/codes';
import type { DicomJson } from '../dicom/json';
import { codeIn } from '../dicom/read/objectHeader';
import { PREDICTED_CLASS, PROBABILITY, SLICE_CHOSEN_BY } from './ctCodes';
import { INTRAEPITHELIAL_IMMUNE, STROMA_IMMUNE, STROMA_RATIO } from './immuneCodes';
import { groupsOf, isCode, itemsNamed, numberedReport, type NumberedReport } from './numberedReport';
import type { ReportSource } from './reportDocument';
import { CELL_COUNT, COVERAGE } from './slideCodes';

/**
 * Which of our results a structured report holds, by its title and its content items; undefined for everything else, so for
 * a combined report, whose items have the names of what it repeats.
 */
export const reportKind = (dataset: DicomJson): ReportSource['kind'] | undefined =>
  kindOf(numberedReport(dataset));

export function kindOf(report: NumberedReport): ReportSource['kind'] | undefined {
  if (!isCode(codeIn(report.dataset, '0040A043'), MEASUREMENT_REPORT)) return undefined;
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

const MEASUREMENT_REPORT = dcm('126000', 'Imaging Measurement Report');
