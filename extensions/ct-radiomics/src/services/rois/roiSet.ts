import { runsWithout } from '@timescope/core/geometry/maskRuns';
import { strings } from '../../strings';
import { TUMOUR } from '../labelmapSlices';
import { changedSlices, NO_ROI, type RoiSlices } from '../roiSlices';

/** One of the regions that a reader draws on a CT. */
export interface NamedRoi {
  /** Its value in the label map, which tells it from the others. */
  readonly label: number;
  readonly name: string;
  /** May be empty: a region that was looked for and not found is kept. */
  readonly slices: RoiSlices;
}

/** The regions of a CT, at least one. No voxel belongs to two. Tools and predictions work on the active one. */
export interface RoiSet {
  readonly rois: readonly NamedRoi[];
  readonly active: number;
}

export const NEW_ROI_SET: RoiSet = {
  rois: [{ label: TUMOUR, name: strings.segmentationLabel, slices: NO_ROI }],
  active: TUMOUR,
};

export function activeRoi({ rois, active }: RoiSet): NamedRoi {
  return rois.find(({ label }) => label === active) ?? rois[0] ?? { label: active, name: '', slices: NO_ROI };
}

/** Whether anything stands there that a reader made. */
export const hasWork = ({ rois }: RoiSet): boolean =>
  rois.length > 1 || rois.some(({ name, slices }) => slices.size > 0 || name !== strings.segmentationLabel);

/** The region gets these voxels; what other regions had of them is theirs no more. */
export function withSlices(set: RoiSet, label: number, slices: RoiSlices): RoiSet {
  const rois = set.rois.map(roi =>
    roi.label === label ? { ...roi, slices } : { ...roi, slices: slicesWithout(roi.slices, slices) },
  );
  return { ...set, rois };
}

/** What the label map holds now; the same set when that is no change. */
export function withVoxels(set: RoiSet, voxels: ReadonlyMap<number, RoiSlices>): RoiSet {
  const rois = set.rois.map(roi => {
    const changed = changedSlices(roi.slices, voxels.get(roi.label) ?? NO_ROI);
    return changed.size === 0 ? roi : { ...roi, slices: withChanged(roi.slices, changed) };
  });
  return rois.every((roi, at) => roi === set.rois[at]) ? set : { ...set, rois };
}

/** Slices that did not change keep their runs: what was measured of them still holds. */
function withChanged(slices: RoiSlices, changed: RoiSlices): RoiSlices {
  return new Map([...slices, ...changed].filter(([k, runs]) => (changed.get(k) ?? runs).length > 0));
}

/** A new empty region, which becomes the active one. */
export function withNewRoi(set: RoiSet, name: string): RoiSet {
  const label = Math.max(...set.rois.map(roi => roi.label)) + 1;
  return { rois: [...set.rois, { label, name, slices: NO_ROI }], active: label };
}

/** Without the region; the one before it becomes active. The last one stays. */
export function withoutRoi(set: RoiSet, label: number): RoiSet {
  if (set.rois.length < 2) return set;
  const at = set.rois.findIndex(roi => roi.label === label);
  const rois = set.rois.filter(roi => roi.label !== label);
  const beside = rois[Math.max(0, at - 1)];
  return { rois, active: set.active === label ? (beside?.label ?? set.active) : set.active };
}

export const withName = (set: RoiSet, label: number, name: string): RoiSet => ({
  ...set,
  rois: set.rois.map(roi => (roi.label === label ? { ...roi, name } : roi)),
});

export const withActive = (set: RoiSet, active: number): RoiSet => ({ ...set, active });

/**
 * A region from elsewhere under its own name: in place of the one of that name, else of the active one while that is
 * empty, else as a new one.
 */
export function withRoiNamed(set: RoiSet, name: string, slices: RoiSlices): RoiSet {
  const known = set.rois.find(roi => roi.name === name);
  const active = activeRoi(set);
  if (known) return withSlices(withActive(set, known.label), known.label, slices);
  const named = active.slices.size === 0 ? withName(set, active.label, name) : withNewRoi(set, name);
  return withSlices(named, named.active, slices);
}

/** The same object when nothing goes: it tells that the region is as it was. */
function slicesWithout(slices: RoiSlices, taken: RoiSlices): RoiSlices {
  const left = new Map(slices);
  let isLess = false;
  for (const [k, runs] of taken) {
    const before = left.get(k);
    if (!before) continue;
    const after = runsWithout(before, runs);
    if (after.length === before.length && after.every((value, at) => value === before[at])) continue;
    isLess = true;
    if (after.length === 0) left.delete(k);
    else left.set(k, after);
  }
  return isLess ? left : slices;
}
