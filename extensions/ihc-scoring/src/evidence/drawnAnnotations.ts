import {
  readBulkAnnotations,
  type AnnotationGroup,
  type BulkAnnotations,
} from '@timescope/core/dicom/read/bulkAnnotations';
import type { Slide } from '@timescope/core/dicom/read/slide';
import { TimescopeError } from '@timescope/core/errors';
import { matrixFromSlide } from '@timescope/core/frames';
import { millimetres } from '@timescope/core/units';
import type { PolygonTable } from '../pipeline/cellTable';
import { colourOf, type DrawnObject } from './drawnObject';

/**
 * The groups of bulk annotations of a slide, in matrix pixels of its finest level.
 * @throws TimescopeError GEOMETRY when they are of another slide, EMPTY_ROI without any, and those of reading them
 */
export function drawnAnnotations(bytes: Uint8Array, slide: Slide): DrawnObject {
  const annotations = readBulkAnnotations(bytes);
  const toMatrix = placeOf(annotations, slide);
  const layers = annotations.groups
    .filter(group => group.offsets.length > 1)
    .map((group, index) => ({
      kind: 'shapes' as const,
      name: group.label,
      colour: group.colour ?? colourOf(index),
      shapes: shapesOf(group, toMatrix),
      isClosed: group.graphic !== 'POLYLINE',
    }));
  if (layers.length > 0) return { layers };
  throw new TimescopeError('EMPTY_ROI', 'The object holds no annotations.', {
    nextStep: 'Choose another one.',
  });
}

/** x' = a x + c y + e, y' = b x + d y + f. */
type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

function placeOf({ frame, images, header }: BulkAnnotations, slide: Slide): Affine {
  if (frame === 'slide') return fromMillimetres(header.frameOfReferenceUid, slide);
  const [finest] = slide.levels;
  const level = slide.levels.find(({ parts }) =>
    parts.some(({ sopInstanceUid }) => images.includes(sopInstanceUid)),
  );
  if (!finest || !level) throw ofAnotherSlide();
  return [finest.width / level.width, 0, 0, finest.height / level.height, 0, 0];
}

function fromMillimetres(frameOfReferenceUid: string | undefined, slide: Slide): Affine {
  const { placement } = slide;
  const isOther =
    frameOfReferenceUid !== undefined &&
    slide.frameOfReferenceUid !== undefined &&
    frameOfReferenceUid !== slide.frameOfReferenceUid;
  if (!placement || isOther) throw ofAnotherSlide();
  const at = (x: number, y: number) =>
    matrixFromSlide({ frame: 'slide', x: millimetres(x), y: millimetres(y) }, placement);
  const [origin, right, down] = [at(0, 0), at(1, 0), at(0, 1)];
  return [right.x - origin.x, right.y - origin.y, down.x - origin.x, down.y - origin.y, origin.x, origin.y];
}

const ofAnotherSlide = (): TimescopeError =>
  new TimescopeError('GEOMETRY', 'The annotations are of another slide.', {
    nextStep: 'Open the slide that they were made on.',
  });

function shapesOf(group: AnnotationGroup, [a, b, c, d, e, f]: Affine): PolygonTable {
  const { xy: points, offsets } = group.graphic === 'ELLIPSE' ? withEllipses(group) : group;
  const xy = new Float32Array(points.length);
  for (let at = 0; at < xy.length; at += 2) {
    const [x, y] = [points[at] ?? 0, points[at + 1] ?? 0];
    xy[at] = a * x + c * y + e;
    xy[at + 1] = b * x + d * y + f;
  }
  return { xy, offsets: new Uint32Array(offsets) };
}

/** Sides of the polygon that stands for an ellipse. Ours. */
const SIDES = 32;

/** DICOM gives the ends of the major axis, then of the minor axis. */
function withEllipses({ xy, offsets }: AnnotationGroup): Pick<AnnotationGroup, 'xy' | 'offsets'> {
  const count = offsets.length - 1;
  const rings = new Float64Array(2 * SIDES * count);
  for (let ellipse = 0; ellipse < count; ellipse++) {
    const [ax = 0, ay = 0, bx = 0, by = 0, cx = 0, cy = 0, dx = 0, dy = 0] = xy.subarray(8 * ellipse);
    for (let side = 0; side < SIDES; side++) {
      const angle = (2 * Math.PI * side) / SIDES;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      rings[2 * (SIDES * ellipse + side)] = ((1 + cos) * ax + (1 - cos) * bx + sin * (cx - dx)) / 2;
      rings[2 * (SIDES * ellipse + side) + 1] = ((1 + cos) * ay + (1 - cos) * by + sin * (cy - dy)) / 2;
    }
  }
  return { xy: rings, offsets: Uint32Array.from({ length: count + 1 }, (_, at) => SIDES * at) };
}
