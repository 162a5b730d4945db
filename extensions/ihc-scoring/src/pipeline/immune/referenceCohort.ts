import { canonicalJson, type Json } from '@timescope/core/canonicalJson';
import type { RESEARCH_USE } from '@timescope/core/researchUse';
import { sha256Hex } from '@timescope/core/sha256';
import type { ImmuneMarker, ImmunePlace, PlaceDensities } from './immuneDensities';
import type { GroupCutoffs } from './immuneGroups';

export const REFERENCE_COHORT_VERSION = 1;

/** A patient of the cohort: no name, number or date; the key is a mark made of the result. */
export interface CohortCase {
  readonly key: string;
  /** By marker. */
  readonly densities: Readonly<Record<string, PlaceDensities>>;
  readonly followUp?: FollowUp;
}

export interface FollowUp {
  /** From the operation to death or the last visit. */
  readonly months: number;
  readonly hasDied: boolean;
}

/** Cells per mm2 above which a field's density counts 1 in the immune score; null where no patient has the place. */
export interface FieldCutoffs {
  readonly rule: string;
  readonly byMarker: Readonly<Record<string, Readonly<Record<'centre' | 'margin', number | null>>>>;
}

/** How the fields of centre and margin were laid, in micrometres: densities of other fields are of another distribution. */
export interface FieldLengths {
  readonly fieldUm: number;
  readonly marginUm: number;
}

/**
 * The distribution that a new patient is compared with: one site's, one staining protocol's. Every score stores its name
 * and hash.
 */
export interface ReferenceCohort {
  readonly kind: 'timescope.reference-cohort';
  readonly version: typeof REFERENCE_COHORT_VERSION;
  readonly researchUse: typeof RESEARCH_USE;
  readonly name: string;
  /** Patients. */
  readonly n: number;
  readonly markers: readonly [string, string];
  readonly places: readonly ImmunePlace[];
  readonly stainingProtocol: string;
  /** How cells and tissue were found: only densities of the same method may be compared. */
  readonly method: string;
  /** Absent where the cohort has no densities of fields, or where a table does not say them. */
  readonly fieldLengths?: FieldLengths;
  /** Of its making, YYYY-MM-DD. */
  readonly date: string;
  readonly cases: readonly CohortCase[];
  readonly cutoffs: {
    readonly stroma: GroupCutoffs;
    readonly tumour: GroupCutoffs;
    readonly fields: FieldCutoffs;
  };
  /** SHA-256 of the canonical JSON of all the rest. */
  readonly hash: string;
}

/** @param cohort its own hash, if it has one, does not count */
export const cohortHash = (cohort: Omit<ReferenceCohort, 'hash'>): string =>
  sha256Hex(canonicalJson({ ...cohort, hash: undefined } as unknown as Json));

/** What a result says of the cohort that it was compared with. */
export interface UsedCohort extends Pick<
  ReferenceCohort,
  'name' | 'n' | 'date' | 'stainingProtocol' | 'method' | 'cutoffs' | 'hash'
> {
  readonly version: typeof REFERENCE_COHORT_VERSION;
}

export const usedCohort = (cohort: ReferenceCohort): UsedCohort => {
  const { version, name, n, date, stainingProtocol, method, cutoffs, hash } = cohort;
  return { version, name, n, date, stainingProtocol, method, cutoffs, hash };
};

/** The densities of both markers of the patients that have both at the place. */
export function pairsAt(
  cohort: Pick<ReferenceCohort, 'cases'>,
  place: ImmunePlace,
): Readonly<Record<ImmuneMarker, readonly number[]>> {
  const pairs = cohort.cases.flatMap(({ densities }) => {
    const [cd3 = null, cd8 = null] = [densities.cd3?.[place], densities.cd8?.[place]];
    return cd3 === null || cd8 === null ? [] : [{ cd3, cd8 }];
  });
  return { cd3: pairs.map(({ cd3 }) => cd3), cd8: pairs.map(({ cd8 }) => cd8) };
}
