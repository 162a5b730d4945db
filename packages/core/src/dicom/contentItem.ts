/** A coded concept as DICOM writes it: the value holds at most 16 characters. */
export interface Code {
  readonly value: string;
  /** DCM, SCT, LN, UCUM, IBSI, RFC5646, or our own 99TIMESCOPE; readers meet others. */
  readonly scheme: string;
  readonly meaning: string;
}

export type Relationship =
  'CONTAINS' | 'HAS CONCEPT MOD' | 'HAS OBS CONTEXT' | 'HAS PROPERTIES' | 'INFERRED FROM' | 'SELECTED FROM';

interface Item {
  readonly relationship: Relationship;
  /** A reference may go without, as PS3.16 says for some templates. */
  readonly name: Code;
  /** What is said about this item. */
  readonly items?: readonly ContentItem[];
}

/** One node of a structured report (PS3.3 C.17.3) as plain data, for the DICOM writer. */
export type ContentItem =
  | (Item & { readonly kind: 'CONTAINER' } & ContainerContent)
  | (Item & { readonly kind: 'CODE'; readonly code: Code })
  | (Item & { readonly kind: 'TEXT'; readonly text: string })
  | (Item & { readonly kind: 'PNAME'; readonly person: string })
  | (Item & { readonly kind: 'UIDREF'; readonly uid: string })
  /** YYYYMMDDHHMMSS. */
  | (Item & { readonly kind: 'DATETIME'; readonly dateTime: string })
  /** YYYYMMDD. */
  | (Item & { readonly kind: 'DATE'; readonly date: string })
  /** HHMMSS.FFFFFF, as far as it is known. */
  | (Item & { readonly kind: 'TIME'; readonly time: string })
  | (Item & { readonly kind: 'IMAGE'; readonly image: ReferencedImage })
  /** An object without pixels, as bulk annotations or a report. */
  | (Item & { readonly kind: 'COMPOSITE'; readonly object: ReferencedObject })
  | (Item & { readonly kind: 'SCOORD' } & ImageCoordinates)
  | (Item & { readonly kind: 'SCOORD3D' } & SpatialCoordinates)
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

export interface ReferencedObject {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
}

export interface ReferencedImage extends ReferencedObject {
  /** From 1. */
  readonly segment?: number;
  readonly frames?: readonly number[];
}

export type ReferencedSegment = ReferencedImage & { readonly segment: number };

/** Points in pixels of the image that the item below selects; (0.5, 0.5) is the centre of its first pixel. */
export interface ImageCoordinates {
  readonly graphic: 'POINT' | 'MULTIPOINT' | 'POLYLINE' | 'CIRCLE' | 'ELLIPSE';
  /** Column, row, column, row. */
  readonly points: readonly number[];
}

/** Points in millimetres of a frame of reference. */
export interface SpatialCoordinates {
  readonly graphic: 'POINT' | 'MULTIPOINT' | 'POLYLINE' | 'POLYGON' | 'ELLIPSE' | 'ELLIPSOID';
  /** x, y, z, x, y, z; a polygon ends with its first point. */
  readonly points: readonly number[];
  readonly frameOfReferenceUid: string;
}

/** A measured number, or why there is none. */
export type MeasuredItem = Item & {
  readonly kind: 'NUM';
  readonly unit: Code;
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
