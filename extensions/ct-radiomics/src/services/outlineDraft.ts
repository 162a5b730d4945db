import type { MaskRuns } from '@timescope/core/geometry/maskRuns';
import type { RoiSlices } from './roiSlices';

/** An unfinished outline as kept in this browser. It holds no name; slices are found again by their UID. */
export interface OutlineDraft {
  readonly version: 1;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly columns: number;
  readonly rows: number;
  readonly slices: readonly { readonly sopInstanceUid: string; readonly runs: MaskRuns }[];
}

export interface DraftGrid {
  readonly columns: number;
  readonly rows: number;
  readonly sliceUids: readonly string[];
}

export function draftOf(roi: RoiSlices, grid: DraftGrid, savedAt: number): OutlineDraft {
  const slices = [...roi].map(([k, runs]) => ({ sopInstanceUid: grid.sliceUids[k] ?? '', runs }));
  return { version: 1, savedAt, columns: grid.columns, rows: grid.rows, slices };
}

/** The outline of a draft; empty when the draft was drawn on other slices. */
export function roiOfDraft(draft: OutlineDraft, grid: DraftGrid): RoiSlices {
  if (draft.columns !== grid.columns || draft.rows !== grid.rows) return new Map();
  return new Map(
    draft.slices
      .map(({ sopInstanceUid, runs }) => [grid.sliceUids.indexOf(sopInstanceUid), runs] as const)
      .filter(([k, runs]) => k >= 0 && runs.length > 0),
  );
}
