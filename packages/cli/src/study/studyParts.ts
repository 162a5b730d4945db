/** What a cell of a tidy CSV holds; null stands for "not evaluable". */
export type TidyCell = string | number | null;

export interface TidyTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly TidyCell[])[];
}

/** One line of a table as a reader sees it. */
export interface ShownRow {
  readonly cells: readonly string[];
  readonly isHeading?: boolean;
}

export type PanelContent =
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly ShownRow[];
      readonly data: TidyTable;
    }
  | { readonly kind: 'figure'; readonly svg: string; readonly data: TidyTable }
  | { readonly kind: 'pictures'; readonly pictures: readonly Picture[] }
  /** Why there is nothing to show. */
  | { readonly kind: 'absent'; readonly reason: string };

export interface Picture {
  readonly caption: string;
  /** PNG. */
  readonly bytes: Uint8Array;
}

/** A row that an analysis could not use, because these columns of it are empty. */
export interface MissingRow {
  readonly case: string;
  /** Of the cohort's file. */
  readonly line: number;
  readonly columns: readonly string[];
}

/** A table, or one picture of a figure. */
export interface Panel {
  /** A, B ... where a part has several; also ends the name of its files. */
  readonly letter: string;
  readonly title: string;
  readonly content: PanelContent;
  readonly notes: readonly string[];
  readonly missing: readonly MissingRow[];
}

/** A table or a figure of the paper. */
export interface StudyPart {
  readonly name: string;
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** A value found on the development rows and applied unchanged to all others. */
export interface DevelopmentValue {
  readonly name: string;
  readonly value: number;
  /** How it was found. */
  readonly source: string;
}

export interface Study {
  readonly title: string;
  /** The paper whose analysis this is. */
  readonly after: string;
  readonly development: readonly DevelopmentValue[];
  readonly parts: readonly StudyPart[];
  /** What was found for each case, by the line of the cohort's file. */
  readonly cases: TidyTable;
}

export const absent = (title: string, reason: string, letter = ''): Panel => ({
  letter,
  title,
  content: { kind: 'absent', reason },
  notes: [],
  missing: [],
});

/** Letters for the panels that have none yet: A, B ...; a single panel needs none. */
export const lettered = (panels: readonly Panel[]): Panel[] =>
  panels.map((panel, k) => ({
    ...panel,
    letter: panels.length > 1 ? String.fromCharCode(65 + k) : '',
  }));
