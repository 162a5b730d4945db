/** A coded concept as DICOM writes it: the value holds at most 16 characters. */
export interface Code {
  readonly value: string;
  readonly scheme: 'DCM' | 'SCT' | 'IBSI' | 'UCUM' | 'RFC5646' | '99TIMESCOPE';
  readonly meaning: string;
}

export type Relationship = 'CONTAINS' | 'HAS CONCEPT MOD' | 'HAS OBS CONTEXT';

interface Item {
  readonly relationship: Relationship;
  readonly name: Code;
}

/** One node of a structured report (PS3.3 C.17.3) as plain data, for the DICOM writer. */
export type ContentItem =
  | (Item & { readonly kind: 'CONTAINER' } & ContainerContent)
  | (Item & { readonly kind: 'CODE'; readonly code: Code })
  | (Item & { readonly kind: 'TEXT'; readonly text: string })
  | (Item & { readonly kind: 'PNAME'; readonly person: string })
  | (Item & { readonly kind: 'UIDREF'; readonly uid: string })
  | (Item & { readonly kind: 'IMAGE'; readonly image: ReferencedSegment })
  | MeasuredItem;

export interface ContainerContent {
  /** Of PS3.16. */
  readonly template?: string;
  readonly items: readonly ContentItem[];
}

/** The root of a report has no relationship. */
export interface RootContainer extends ContainerContent {
  readonly kind: 'CONTAINER';
  readonly name: Code;
}

export interface ReferencedSegment {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  /** From 1. */
  readonly segment: number;
}

/** A measured number, or why there is none. */
export type MeasuredItem = Item & {
  readonly kind: 'NUM';
  readonly unit: Code;
  readonly items: readonly ContentItem[];
} & (
    | {
        /** For (0040,A30A): at most 16 characters. */
        readonly decimal: string;
        /** For (0040,A161): the same, exactly. */
        readonly value: number;
      }
    | {
        /** For (0040,A301), in place of a value. */
        readonly qualifier: Code;
        readonly reason: string;
      }
  );

/** A decimal string holds 16 characters: as many digits as have room. */
export function decimalString(value: number): string {
  for (let digits = 16; digits > 1; digits--) {
    const text = String(Number(value.toPrecision(digits)));
    if (text.length <= 16) return text;
  }
  return value.toExponential(6);
}
