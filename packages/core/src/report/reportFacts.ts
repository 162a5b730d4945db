import type { PredictedClass, Target } from '../result/predictionResult';
import type { ContextFields } from './contextFields';
import type { ReportSource, RowDecision, SourceItem } from './reportDocument';

/** A value that a content item of a stored report says. */
export interface Traced<Value> {
  readonly value: Value;
  readonly source: SourceItem;
}

/** The item is there and says that there is no value. */
export interface NotEvaluable {
  readonly notEvaluable: string;
  readonly source: SourceItem;
}

/** Undefined: no content item says anything. */
export type Fact<Value> = Traced<Value> | NotEvaluable | undefined;

/** Whom the report is about, as the stored objects say it. */
export interface ReportPatient {
  readonly id: string;
  /** Issuer of Patient ID (0010,0021); empty when none is said. */
  readonly issuer: string;
  /** As DICOM writes it: Family^Given, maybe with ideographic and phonetic groups. */
  readonly name: string;
  /** YYYYMMDD, or empty. */
  readonly birthDate: string;
  readonly sex: string;
  /** Made by our own generator. */
  readonly synthetic: boolean;
  /** Results that name no issuer are among them: a reader said that they are of this person. */
  readonly isJoined?: true;
}

/** What every stored result says of itself. */
export interface StoredHeader {
  readonly source: ReportSource;
  /** YYYYMMDD of the study, or empty. */
  readonly studyDate: string;
  readonly accession: string;
  readonly warnings: readonly string[];
  readonly software: string;
}

export interface CtTargetFacts {
  readonly probability: Fact<number>;
  readonly threshold: Fact<number>;
  readonly thresholdSource: string;
  readonly class: Fact<PredictedClass>;
  readonly model: string;
  readonly modelSha256: string;
  /** Network trained on synthetic data only. */
  readonly demonstration: boolean;
  /** Measured for the weights that ran; undefined when the result does not say. */
  readonly auc: (Traced<number> & { readonly data: string }) | undefined;
  readonly map: StoredPart | undefined;
}

/** A stored object, as an archive is asked for it. */
export interface StoredPart {
  readonly sopInstanceUid: string;
  /** Empty when the report does not say. */
  readonly seriesInstanceUid: string;
}

export interface CtFacts extends StoredHeader {
  readonly roiLabel: string;
  readonly areaMm2: Fact<number>;
  readonly volumeMm3: Fact<number>;
  readonly longAxisMm: Fact<number>;
  readonly shortAxisMm: Fact<number>;
  readonly meanHu: Fact<number>;
  readonly slice: StoredPart & {
    /** The content item that names the image. */
    readonly source: SourceItem | undefined;
    /** Instance Number. */
    readonly number: Fact<number>;
    /** On the patient's z axis. */
    readonly zMm: Fact<number>;
  };
  readonly segment: StoredPart & { readonly segment: number; readonly frame: number };
  readonly targets: Readonly<Partial<Record<Target, CtTargetFacts>>>;
  readonly derivedTime: Fact<number>;
  readonly derivedTimeClass: Fact<PredictedClass>;
  readonly decisions: readonly RowDecision[];
}

export interface SlideFacts extends StoredHeader {
  readonly marker: string;
  readonly specimen: string;
  /** YYYYMMDD when the slide was scanned, as its study says; empty when it does not. */
  readonly takenOn: string;
  readonly cells: Fact<number>;
  readonly percentPositive: Fact<number>;
  readonly coverage: Fact<number>;
  readonly hScore: Readonly<Record<'whole' | 'tumour' | 'stroma', Fact<number>>>;
  readonly positivePerMm2: Readonly<Record<'whole' | 'tumour' | 'stroma', Fact<number>>>;
  readonly areaMm2: Readonly<Record<'whole' | 'tumour' | 'stroma', Fact<number>>>;
  /** Of the image, and of the scores; empty where the report does not say. */
  readonly inputDigest: string;
  readonly scoreHash: string;
  readonly signed: { readonly reader: string; readonly at: string; readonly version: number } | undefined;
  /** A score that the reader signed otherwise than measured, in the words of the stored report. */
  readonly overridden:
    | { readonly score: string; readonly measured: string; readonly signed: string; readonly reason: string }
    | undefined;
  /** The slide, and the tissue map over it. */
  readonly slideSeriesUid: string;
  readonly tissueMap: StoredPart | undefined;
}

/** A slide that immune indices were made of. */
export interface MeasuredSlide {
  /** As a slide's own report calls it. */
  readonly marker: string;
  readonly inputDigest: string;
  /** Of the scores that the indices were computed from; older results do not say it. */
  readonly scoreHash: string;
}

/** A number for each marker and place. */
export type ByMarkerAndPlace = Readonly<
  Record<'cd3' | 'cd8', Readonly<Record<'stroma' | 'tumour', Fact<number>>>>
>;

export interface ImmuneFacts extends StoredHeader {
  /** Stroma / (stroma + tumour), 0 to 1, and the stain that it was measured on. */
  readonly tsr: Fact<number>;
  readonly tsrOn: string;
  readonly tilGrade: Fact<number>;
  /** 0 to 4. */
  readonly immuneScore: Fact<number>;
  /** 0 to 3. */
  readonly time: Fact<number>;
  readonly classes: Readonly<Partial<Record<Target, Fact<PredictedClass>>>>;
  /** What its TIME counts of each of the three, and which of the two ratios. */
  readonly timeParts: Readonly<Partial<Record<Target, Fact<PredictedClass>>>>;
  readonly ratioReadBy: string;
  readonly stromaImmuneScore: Fact<number>;
  readonly stromaImmuneGroup: string;
  readonly intraepithelialImmuneScore: Fact<number>;
  readonly intraepithelialImmuneGroup: string;
  readonly densityPerMm2: ByMarkerAndPlace;
  readonly areaMm2: ByMarkerAndPlace;
  /** How cells and tissue were found, and the hash of it all, as its parameters say it; empty where they do not. */
  readonly method: string;
  readonly resultHash: string;
  /** What its CD3 and CD8 slides were, as its parameters say it. */
  readonly measured: readonly MeasuredSlide[];
  /** Place among the reference cohort, 0 to 100. */
  readonly percentile: ByMarkerAndPlace;
  readonly reference:
    { readonly name: string; readonly patients: Fact<number>; readonly hash: string } | undefined;
}

/** Another stored version or reading of a result of the patient: the report does not show it, and says that it is there. */
export interface StoredAlternative extends Pick<
  ReportSource,
  'kind' | 'title' | 'version' | 'savedAt' | 'reader' | 'studyInstanceUid' | 'sopInstanceUid'
> {
  /** The reader wants a report without this result. */
  readonly isLeftOut?: true;
}

/** What the stored results of one patient say, before anything is concluded from it. */
export interface ReportFacts {
  readonly patient: ReportPatient;
  readonly ct: CtFacts | undefined;
  readonly immune: ImmuneFacts | undefined;
  /** Of the days before, the newest first. */
  readonly earlierImmune: readonly ImmuneFacts[];
  readonly slides: readonly SlideFacts[];
  readonly notShown: readonly StoredAlternative[];
  readonly context: ContextFields;
  readonly decisions: readonly RowDecision[];
  /** A command left out decisions of the report saved last: they were made on other results. */
  readonly haveDecisionsGone?: true;
}
