import { RESEARCH_USE } from '../researchUse';
import { TARGETS } from '../result/predictionResult';
import { absenceOf } from './absence';
import { conclusionOf } from './conclusion';
import { countedRow } from './countedClasses';
import { REPORT_VERSION, type ReportDocument } from './reportDocument';
import { printedDocument } from './printedDocument';
import type { ReportFacts } from './reportFacts';
import { changeSections, slidePairs } from './sections/changeSections';
import { comparedRow } from './sections/comparedRows';
import { contextSection } from './sections/contextSection';
import { ctSection } from './sections/ctSection';
import { immuneChanges } from './sections/immuneChanges';
import { immuneSection } from './sections/immuneSection';
import { limitsOf } from './sections/limits';
import { patientRows } from './sections/patientRows';
import { provenanceSection } from './sections/provenanceSection';
import { slideSections } from './sections/slideSections';
import { reportStrings } from './strings';

/** When and by whom the report is made. */
interface ReportMaking {
  /** ISO 8601. */
  readonly madeAt: string;
  /** Empty when a command makes it. */
  readonly reader: string;
}

/** The report of a patient from what the stored results say, by fixed rules: equal facts give equal words. */
export function composeReport(facts: ReportFacts, { madeAt, reader }: ReportMaking): ReportDocument {
  const counted = TARGETS.map(target => countedRow(facts, target));
  const comparison = counted.map(row => comparedRow(facts, row));
  const { ct, immune, earlierImmune, slides, patient } = facts;
  return printedDocument({
    kind: 'timescope.report',
    version: REPORT_VERSION,
    researchUse: RESEARCH_USE,
    title: reportStrings.title,
    demonstrationPatient: patient.synthetic,
    patient: patientRows(facts, madeAt),
    conclusion: conclusionOf(facts, counted, comparison),
    comparison,
    ct: ctSection(ct, absenceOf(facts, 'ct')),
    pathology: [
      immuneSection(immune, absenceOf(facts, 'immune')),
      ...slideSections(slides, absenceOf(facts, 'slide')),
    ],
    changes: [...immuneChanges(facts), ...changeSections(slidePairs(slides).pairs)],
    context: contextSection(facts),
    limits: limitsOf(facts),
    provenance: provenanceSection(facts, counted, reader),
    sources: [ct, immune, ...earlierImmune, ...slides].flatMap(each => each?.source ?? []),
    leftOut: leftOutUids(facts),
    madeAt,
    reader,
  });
}

const leftOutUids = ({ notShown }: ReportFacts): readonly string[] =>
  notShown.filter(({ isLeftOut }) => isLeftOut).map(({ sopInstanceUid }) => sopInstanceUid);
