import { holdsControls } from '@timescope/core/controlCharacters';
import type { MatrixPoint } from '@timescope/core/frames';
import { isTissueRole, type AnnotationRole } from '../../pipeline/annotations';
import { givenBackRings } from '../../pipeline/annotations/coveredRings';
import { brushEdges, paintedRings, type BrushStroke } from '../../pipeline/annotations/paintedRings';
import { isInside, ringEdges, type RingEdges } from '../../pipeline/annotations/ringEdges';
import type { SlideSize } from '../../pipeline/annotations/ringGrid';
import { ringsArea } from '../../pipeline/annotations/ringsArea';
import type { DrawnRegion } from '../../pipeline/reading/drawnRegion';
import type { MapClass } from '../../pipeline/tissueMap/classMap';
import { strings } from '../../strings';
import { classOfRegion, correctionClass, roleOfClass } from '../tissueMap/correctionClass';

type Regions = readonly DrawnRegion[];
type Rings = DrawnRegion['rings'];

export interface RegionsAndOne {
  readonly regions: Regions;
  /** The region that was added or changed; undefined when nothing of it is left. */
  readonly id: string | undefined;
}

/** A region more, named after its role unless it has a name of its own. */
export function withRegion(
  regions: Regions,
  role: AnnotationRole,
  rings: Rings,
  name = freeName(regions, role),
): RegionsAndOne {
  const id = freeId(regions);
  return { regions: [...regions, { id, name, role, rings }], id };
}

/** What a correction covered comes back. */
export function withoutRegion(regions: Regions, id: string, slide: SlideSize): Regions {
  const region = regions.find(each => each.id === id);
  const left = others(regions, id);
  return region && isCorrection(region) ? givenBack(left, [[ringEdges(region.rings)]], slide) : left;
}

const others = (regions: Regions, id: string): Regions => regions.filter(region => region.id !== id);

/** An empty name is no name, nor is one that a DICOM object cannot keep: the region keeps the one it has. */
export const renamed = (regions: Regions, id: string, name: string): Regions =>
  name.trim() === '' || holdsControls(name)
    ? regions
    : changed(regions, id, region => ({ ...region, name: name.trim() }));

/** A name that only counts the role follows the role. */
export const withRole = (regions: Regions, id: string, role: AnnotationRole): Regions =>
  changed(regions, id, region => ({
    ...region,
    role,
    name: isFreeName(region) ? freeName(others(regions, id), role) : region.name,
  }));

/**
 * A stroke of the brush on a region, or on a new one of this role without it; the eraser takes from the region under its
 * beginning when none is given. A region of which nothing is left goes.
 */
export function painted(
  regions: Regions,
  stroke: BrushStroke,
  slide: SlideSize,
  into: { readonly id: string | undefined; readonly role: AnnotationRole },
): RegionsAndOne {
  const region =
    regions.find(({ id }) => id === into.id) ?? (stroke.isEraser ? regionUnder(regions, stroke) : undefined);
  if (!region && stroke.isEraser) return { regions, id: undefined };
  const rings = paintedRings(region?.rings ?? [], stroke, slide);
  if (!region) return rings.length === 0 ? { regions, id: undefined } : withRegion(regions, into.role, rings);
  const whole = region.whole && paintedRings(region.whole, stroke, slide);
  const isGone = (whole ?? rings).length === 0;
  const next = isGone
    ? others(regions, region.id)
    : changed(regions, region.id, old => ({ ...old, rings, ...(whole && { whole }) }));
  const isUncovered = stroke.isEraser && isCorrection(region);
  return {
    regions: isUncovered ? givenBack(next, [brushEdges(stroke), [ringEdges(region.rings)]], slide) : next,
    id: isGone ? undefined : region.id,
  };
}

/**
 * A stroke that says what the tissue is: it becomes part of the correction of this class and covers all that said
 * otherwise, so that the last stroke counts. The eraser takes from all corrections: what was drawn comes back.
 */
export function corrected(
  regions: Regions,
  stroke: BrushStroke,
  slide: SlideSize,
  className: MapClass,
): RegionsAndOne {
  if (stroke.isEraser) return { regions: withoutCorrections(regions, stroke, slide), id: undefined };
  const eraser = { ...stroke, isEraser: true };
  const left = regions.flatMap(region => {
    if (!isTissueRole(region.role) || classOfRegion(region) === className) return [region];
    const rings = paintedRings(region.rings, eraser, slide);
    if (isCorrection(region)) return rings.length === 0 ? [] : [{ ...region, rings }];
    return [{ ...region, rings, whole: region.whole ?? region.rings }];
  });
  const role = roleOfClass(className);
  const name = strings.mapCorrections[className];
  const own = left.find(region => correctionClass(region) === className);
  if (own) return painted(left, stroke, slide, { id: own.id, role });
  return withRegion(left, role, paintedRings([], stroke, slide), name);
}

function withoutCorrections(regions: Regions, stroke: BrushStroke, slide: SlideSize): Regions {
  if (!regions.some(isCorrection)) return regions;
  const left = regions.flatMap(region => {
    if (!isCorrection(region)) return [region];
    const rings = paintedRings(region.rings, stroke, slide);
    return rings.length === 0 ? [] : [{ ...region, rings }];
  });
  return givenBack(left, [brushEdges(stroke)], slide);
}

/** Drawn regions with what they had in all of these parts. @param parts each the union of its areas */
const givenBack = (regions: Regions, parts: readonly (readonly RingEdges[])[], slide: SlideSize): Regions =>
  regions.map(region => {
    if (!region.whole) return region;
    const { whole, ...plain } = region;
    const rings = givenBackRings(region.rings, whole, parts, slide);
    return rings === whole ? { ...plain, rings } : { ...region, rings };
  });

const isCorrection = (region: DrawnRegion): boolean => correctionClass(region) !== undefined;

/** The smallest region under a point, so that an island can be chosen in what lies around it. */
export const regionAt = (regions: Regions, { x, y }: MatrixPoint): DrawnRegion | undefined =>
  regions
    .filter(({ rings }) => isInside(ringEdges(rings), x, y))
    .map(region => ({ region, area: ringsArea(region.rings) }))
    .sort((a, b) => a.area - b.area)[0]?.region;

const regionUnder = (regions: Regions, { points }: BrushStroke): DrawnRegion | undefined =>
  points.map(point => regionAt(regions, point)).find(region => region !== undefined);

/** The same list when nothing changed, so that no step is recorded. */
function changed(regions: Regions, id: string, change: (region: DrawnRegion) => DrawnRegion): Regions {
  const next = regions.map(region => (region.id === id ? change(region) : region));
  const isSame = next.every((region, index) => {
    const old = regions[index];
    return old?.name === region.name && old.role === region.role && old.rings === region.rings;
  });
  return isSame ? regions : next;
}

function freeId(regions: Regions): string {
  const numbers = regions.map(({ id }) => Number(/^region-(\d+)$/.exec(id)?.[1] ?? 0));
  return `region-${Math.max(0, ...numbers) + 1}`;
}

function freeName(regions: Regions, role: AnnotationRole): string {
  for (let count = 1; ; count++) {
    const name = strings.numbered(strings.roles[role], count);
    if (regions.every(region => region.name !== name)) return name;
  }
}

const isFreeName = ({ name, role }: DrawnRegion): boolean =>
  name.startsWith(strings.roles[role]) && /^ \d+$/.test(name.slice(strings.roles[role].length));
