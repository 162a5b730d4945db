import type { RESEARCH_USE } from '@timescope/core/researchUse';
import type { Coverage } from '@timescope/core/result/scoreResult';
import type { Warning } from '@timescope/core/warning';
import type { ClassAreas, MapSource } from '../tissueMap/classMap';
import type { MapSteps } from '../tissueMap/mapGrid';
import type { Registration } from '../registration/registerMaps';
import type { ImmuneMarker, PlaceDensities } from './immuneDensities';
import type { PlaceFields } from './immuneFields';
import type { ImmuneGroup, TwoGroups } from './immuneGroups';
import type { FieldPlace, ImmuneScore } from './immuneScore';
import type { PlaceScore } from './placeScore';
import type { UsedCohort } from './referenceCohort';
import type { StromaOfFields } from './stromaFields';
import type { JudgedTils } from './tilGrade';
import type { TilProposal } from './tilProposal';
import type { TimeScore } from './timeScore';
import type { SlideOfPatient } from './slidesOfPatient';

export const IMMUNE_RESULT_VERSION = 2;
/** Those of before are read, too: version 1 hashes less of the document. */
export const IMMUNE_RESULT_VERSIONS = [1, IMMUNE_RESULT_VERSION] as const;
export type ImmuneResultVersion = (typeof IMMUNE_RESULT_VERSIONS)[number];

/** Of a document whose kind is known and whose version is not. */
export const isReadable = (version: unknown): version is ImmuneResultVersion =>
  (IMMUNE_RESULT_VERSIONS as readonly unknown[]).includes(version);

/** The tissue map of a slide in numbers. */
export interface MappedSlide {
  readonly input: { readonly description: string; readonly digest: string };
  readonly map: {
    readonly source: MapSource;
    readonly hash: string;
    /** Of tissue, by class. */
    readonly areaMm2: ClassAreas;
  };
  /** Of this slide's tissue map; null with a reason in notEvaluable. */
  readonly tsr: number | null;
  readonly warnings: readonly Warning[];
}

/** Positive cells of one stain, and the square millimetres that they were counted in. */
export interface CountedSlide extends MappedSlide {
  readonly positive: { readonly stroma: number | null; readonly tumour: number | null };
  readonly areaMm2: { readonly stroma: number | null; readonly tumour: number | null };
  readonly densityPerMm2: PlaceDensities;
  readonly fields: Readonly<Record<FieldPlace, PlaceFields | null>>;
  readonly coverage: Coverage;
  /** Of the score that counted the cells. */
  readonly scoreHash: string;
  readonly method: string;
  /** Why a density is null: by place. */
  readonly notEvaluable: Readonly<Record<string, string>>;
}

/** The haematoxylin and eosin slide: tissue only. */
export interface StromaSlide extends MappedSlide {
  readonly stromaOfFields: StromaOfFields | null;
  /** Where its nuclei were measured; null with a reason in notEvaluable. */
  readonly tilProposal?: TilProposal | null;
  readonly notEvaluable: Readonly<Record<string, string>>;
}

/** Where a place of one slide lies on another. */
export interface SectionLink extends Registration {
  readonly from: SlideOfPatient;
  readonly to: SlideOfPatient;
}

export interface ImmuneSlides {
  readonly cd3?: CountedSlide;
  readonly cd8?: CountedSlide;
  readonly he?: StromaSlide;
}

export interface ImmuneGroups {
  readonly stromaImmuneScore: ImmuneGroup | null;
  readonly stromaImmuneScoreTwo: TwoGroups | null;
  readonly intraepithelialImmuneScore: ImmuneGroup | null;
  readonly intraepithelialImmuneScoreTwo: TwoGroups | null;
  readonly tsr: TwoGroups | null;
  readonly tils: TwoGroups | null;
  readonly is: TwoGroups | null;
  readonly time: TwoGroups | null;
}

/** What a run was asked for beside its slides. Lengths in micrometres. */
export interface ImmuneSettings {
  readonly steps: MapSteps;
  readonly marginUm: number;
  readonly fieldUm: number;
}

/** In the viewer tumour and stroma of the slides' own scores stand in the place of tissue maps. */
export interface SettingsOfScores extends Omit<ImmuneSettings, 'steps'> {
  readonly steps: 'score';
}

/** The document of `timescope immune --json`. A value that cannot be given is null, its reason stands in notEvaluable. */
export interface ImmuneResult {
  readonly kind: 'timescope.immune';
  readonly version: ImmuneResultVersion;
  readonly researchUse: typeof RESEARCH_USE;
  /** Stroma / (stroma + tumour epithelium), 0 to 1. */
  readonly tsr: number | null;
  /** On which stain it was measured. */
  readonly tsrOn: string;
  /** Positive cells per mm2. */
  readonly densityPerMm2: Readonly<Record<ImmuneMarker, PlaceDensities>>;
  /** Percentiles, 0 to 100. */
  readonly stromaImmuneScore: number | null;
  readonly intraepithelialImmuneScore: number | null;
  readonly groups: ImmuneGroups;
  /** What the two scores are made of. */
  readonly scores: { readonly stroma: PlaceScore | null; readonly tumour: PlaceScore | null };
  readonly immuneScore: ImmuneScore | null;
  readonly tils: JudgedTils | null;
  readonly time: TimeScore | null;
  /** The cohort that the percentiles and cut-offs are of; null without one. */
  readonly reference: UsedCohort | null;
  readonly slides: ImmuneSlides;
  /** From the first slide to each other one that could be registered. */
  readonly links: readonly SectionLink[];
  /** Null in results of before that were made of scores, without fields. */
  readonly settings: ImmuneSettings | SettingsOfScores | null;
  /** How cells and tissue were found: what a cohort must share. */
  readonly method: string;
  /** A mark of the patient's slides: the same in every run on them. */
  readonly patientKey: string;
  readonly notEvaluable: Readonly<Record<string, string>>;
  readonly warnings: readonly Warning[];
  readonly provenance: { readonly software: { readonly name: 'TIMEscope'; readonly version: string } };
  /** Equal slides, settings and cohort give equal hashes. */
  readonly hash: string;
}
