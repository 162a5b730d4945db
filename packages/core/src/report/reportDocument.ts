import type { Code } from '../dicom/contentItem';
import type { PredictedClass, Target } from '../result/predictionResult';
import type { RESEARCH_USE } from '../researchUse';
import type { Side } from './conclusionParts';

/** Version of the document. A new number means that a reader must know; older versions stay readable. */
export const REPORT_VERSION = 1;

/** Where a stored report says something: one content item of one structured report. */
export interface SourceItem {
  /** SOP Instance UID of the structured report. */
  readonly report: string;
  /** As DICOM refers to content items: 1 is the root, 1.3 its third item (PS3.3 C.17.3.2.5). */
  readonly item: string;
}

/**
 * What is printed, the same characters on page, PDF, plain text, SR and FHIR. A value that is not there has the words
 * "not assessed" or "not evaluable" as its text, and says why.
 */
export interface PrintedValue {
  readonly text: string;
  /** What the text rounds; unit in UCUM. */
  readonly number?: { readonly value: number; readonly unit: string };
  /** Absent for what is not there, and for what a reader typed. */
  readonly source?: SourceItem;
  /** Of a text that says the numbers of several items. */
  readonly sources?: readonly SourceItem[];
  /** Of a change, which no item says: the number is what `later` says less what `earlier` says. */
  readonly difference?: { readonly later: SourceItem; readonly earlier: SourceItem };
  readonly because?: string;
}

/** A line of the report: label, value, and of what (denominator, area, date). */
export interface ReportRow {
  readonly label: string;
  readonly value: PrintedValue;
  readonly detail?: string;
  /** What the SR and FHIR call it. */
  readonly code: Code;
}

export interface ReportPicture {
  readonly kind: 'picture';
  /** Whoever renders asks for the pixels by this name. */
  readonly key: string;
  readonly caption: string;
  /** For who cannot see it. */
  readonly alternative: string;
}

/** A drawing of core/plots, the same on page and in the PDF. */
export interface ReportPlot {
  readonly kind: 'plot';
  readonly svg: string;
  readonly caption: string;
  readonly alternative: string;
}

export interface ReportSection {
  readonly title: string;
  /** Of a section without a stored result: what is printed in place of its rows. */
  readonly absent?: PrintedValue;
  readonly rows: readonly ReportRow[];
  readonly figures: readonly (ReportPicture | ReportPlot)[];
  readonly notes: readonly string[];
}

/** A column of the comparison: one line each, or one line that says why there is nothing. */
export type ComparedSide =
  | { readonly kind: 'assessed'; readonly rows: readonly ReportRow[]; readonly demonstration: boolean }
  | { readonly kind: 'missing'; readonly text: string; readonly because: string };

export type Agreement = 'concordant' | 'discordant' | 'not comparable';

/** What a reader decided about one row. */
export interface RowDecision {
  readonly target: Target;
  readonly kind: 'accepted' | 'amended' | 'rejected';
  /** With amended: what the reader gives instead. */
  readonly class?: PredictedClass;
  /** With amended: in whose class's place. Absent where an earlier version stored it. */
  readonly amends?: Side;
  /** Empty for accepted. */
  readonly reason: string;
  readonly reader: string;
  /** ISO 8601. */
  readonly at: string;
}

/** TSR, TILs, IS or TIME: what CT predicts beside what the tissue shows. */
export interface ComparisonRow {
  readonly target: Target;
  readonly label: string;
  readonly ct: ComparedSide;
  readonly tissue: ComparedSide;
  readonly agreement: { readonly text: Agreement; readonly because?: string };
  /** Whose class a new amendment of this row would replace. */
  readonly amends: Side;
  /** What is printed of the decision; that there is none, too. */
  readonly decided: string;
  readonly decision?: RowDecision;
  /** It was stored with the CT's result and is not this report's own: it speaks of the prediction alone. */
  readonly isDecisionOfCt?: boolean;
}

/** A stored result that the report was made from. */
export interface ReportSource {
  readonly kind: 'ct' | 'slide' | 'immune';
  /** Series description without the version, and what was measured: the same for all versions of a result. */
  readonly title: string;
  readonly version: number;
  /** ISO 8601 or YYYY-MM-DD, as it is known. */
  readonly savedAt: string;
  readonly reader: string;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
}

/** Everything that the page, the PDF, the SR, FHIR and the plain text show, composed once. */
export interface ReportDocument {
  readonly kind: 'timescope.report';
  readonly version: typeof REPORT_VERSION;
  readonly researchUse: typeof RESEARCH_USE;
  readonly title: string;
  /** A patient of our own generator: said at the top of every page. */
  readonly demonstrationPatient: boolean;
  readonly patient: readonly ReportRow[];
  readonly conclusion: {
    /** One sentence by fixed rules. */
    readonly sentence: string;
    readonly flags: readonly string[];
    readonly notAssessed: readonly string[];
  };
  /** In the order TSR, TILs, IS, TIME; always all four. */
  readonly comparison: readonly ComparisonRow[];
  readonly ct: ReportSection;
  readonly pathology: readonly ReportSection[];
  /** Baseline and later slides of one marker. */
  readonly changes: readonly ReportSection[];
  readonly context: ReportSection;
  readonly limits: readonly string[];
  readonly provenance: ReportSection;
  readonly sources: readonly ReportSource[];
  /** SOP Instance UIDs of stored results that the reader wants to be left out. */
  readonly leftOut: readonly string[];
  /** ISO 8601. */
  readonly madeAt: string;
  /** Who made the report; empty when a command did. */
  readonly reader: string;
}
