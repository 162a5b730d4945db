import type { MaskRuns } from '@timescope/core/geometry/maskRuns';
import type { RoiSlices } from './roiSlices';
import { activeRoi, NEW_ROI_SET, type RoiSet } from './rois/roiSet';

/** An unfinished outline as kept in this browser. It holds no patient's name; slices are found again by their UID. */
export interface OutlineDraft {
  readonly version: 1;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly columns: number;
  readonly rows: number;
  /** Of the active region: all that a sealed reading keeps. */
  readonly slices: DraftSlices;
  readonly set?: {
    readonly active: number;
    readonly rois: readonly { readonly label: number; readonly name: string; readonly slices: DraftSlices }[];
  };
}

type DraftSlices = readonly { readonly sopInstanceUid: string; readonly runs: MaskRuns }[];

export interface DraftGrid {
  readonly columns: number;
  readonly rows: number;
  readonly sliceUids: readonly string[];
}

export function draftOf(set: RoiSet, grid: DraftGrid, savedAt: number): OutlineDraft {
  const slicesOf = (slices: RoiSlices): DraftSlices =>
    [...slices].map(([k, runs]) => ({ sopInstanceUid: grid.sliceUids[k] ?? '', runs }));
  return {
    version: 1,
    savedAt,
    columns: grid.columns,
    rows: grid.rows,
    slices: slicesOf(activeRoi(set).slices),
    set: {
      active: set.active,
      rois: set.rois.map(({ label, name, slices }) => ({ label, name, slices: slicesOf(slices) })),
    },
  };
}

/** The active region of a draft; empty when the draft was drawn on other slices. */
export const roiOfDraft = (draft: OutlineDraft, grid: DraftGrid): RoiSlices =>
  slicesOn(draft, draft.slices, grid);

/** All regions of a draft. */
export function roiSetOfDraft(draft: OutlineDraft, grid: DraftGrid): RoiSet {
  const { label, name } = activeRoi(NEW_ROI_SET);
  const set = draft.set ?? { active: label, rois: [{ label, name, slices: draft.slices }] };
  return {
    active: set.active,
    rois: set.rois.map(roi => ({ ...roi, slices: slicesOn(draft, roi.slices, grid) })),
  };
}

function slicesOn({ columns, rows }: OutlineDraft, slices: DraftSlices, grid: DraftGrid): RoiSlices {
  if (columns !== grid.columns || rows !== grid.rows) return new Map();
  return new Map(
    slices
      .map(({ sopInstanceUid, runs }) => [grid.sliceUids.indexOf(sopInstanceUid), runs] as const)
      .filter(([k, runs]) => k >= 0 && runs.length > 0),
  );
}
