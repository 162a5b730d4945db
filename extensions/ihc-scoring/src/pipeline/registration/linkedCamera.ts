import { carried, type SectionTransform } from './sectionTransform';

/** Micrometres of a matrix pixel. */
interface Spacing {
  readonly x: number;
  readonly y: number;
}

/** What a viewport shows of a slide. */
export interface SlideCamera {
  /** Matrix pixels. */
  readonly centre: { readonly x: number; readonly y: number };
  /** Matrix pixels across a css pixel. */
  readonly resolution: number;
  /** How far the slide is turned on screen, clockwise, in radians. */
  readonly rotation: number;
}

/** The camera that shows the same place of the tissue on the other section, as large and the same way up. */
export function linkedCamera(
  { centre, resolution, rotation }: SlideCamera,
  transform: SectionTransform,
  from: Spacing,
  to: Spacing,
): SlideCamera {
  const there = carried(transform, { x: centre.x * from.x, y: centre.y * from.y });
  const [a, b, , d, e] = transform;
  const scale = Math.sqrt(Math.abs(a * e - b * d) * ((from.x * from.y) / (to.x * to.y)));
  return {
    centre: { x: there.x / to.x, y: there.y / to.y },
    resolution: resolution * scale,
    rotation: rotation - Math.atan2(d - b, a + e),
  };
}
