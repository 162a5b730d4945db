import { squaredDistancesMm2 } from '@timescope/core/geometry/squaredDistances.kernel';
import { codeOf, type ClassMap } from '../tissueMap/classMap';
import { MAP_CELL_UM } from '../tissueMap/mapGrid';
import type { RegisteredBy } from './sectionImage';
import { carried, inverted, type SectionTransform, type SlideUm } from './sectionTransform';

/**
 * Mean distance in micrometres from the tumour's (or the tissue's) border on each section to that on the other, once the
 * first is carried to the second. Undefined where one has no such border.
 */
export function borderDistanceUm(
  fixed: ClassMap,
  moving: ClassMap,
  transform: SectionTransform,
  of: RegisteredBy,
): number | undefined {
  const [here, other] = [border(fixed, of), border(moving, of)];
  const there = distances(fixed, here, moving, other, transform);
  const back = distances(moving, other, fixed, here, inverted(transform));
  const all = [...there, ...back];
  return all.length === 0 ? undefined : all.reduce((sum, distance) => sum + distance, 0) / all.length;
}

/** Places that leave the other section are not looked at: it may be cut off there. */
function distances(
  from: ClassMap,
  source: Uint8Array,
  to: ClassMap,
  target: Uint8Array<ArrayBuffer>,
  transform: SectionTransform,
): number[] {
  if (!target.includes(1)) return [];
  const squared = squaredDistancesMm2(target, [to.width, to.height, 1], [1, 1, 1]);
  return placesOf(source, from.width).flatMap(place => {
    const { x, y } = carried(transform, place);
    const [column, row] = [Math.floor(x / MAP_CELL_UM), Math.floor(y / MAP_CELL_UM)];
    if (column < 0 || row < 0 || column >= to.width || row >= to.height) return [];
    return [Math.sqrt(squared[row * to.width + column] ?? 0) * MAP_CELL_UM];
  });
}

/** Cells of tumour beside tissue or glass that is none, or cells of tissue beside glass. */
function border({ width, height, values }: ClassMap, of: RegisteredBy): Uint8Array<ArrayBuffer> {
  const tumour = codeOf('TUM');
  const isOf = (code: number | undefined) => (of === 'tumour' ? code === tumour : code !== 0);
  const isOther = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && !isOf(values[y * width + x]);
  return values.map((code, cell) => {
    const [x, y] = [cell % width, Math.floor(cell / width)];
    const touches = isOther(x - 1, y) || isOther(x + 1, y) || isOther(x, y - 1) || isOther(x, y + 1);
    return isOf(code) && touches ? 1 : 0;
  });
}

const placesOf = (marks: Uint8Array, width: number): SlideUm[] =>
  [...marks].flatMap((mark, cell) =>
    mark === 1
      ? [{ x: ((cell % width) + 0.5) * MAP_CELL_UM, y: (Math.floor(cell / width) + 0.5) * MAP_CELL_UM }]
      : [],
  );
