import { matrixPoint, slideFromMatrix, type SlidePlacement } from '@timescope/core/frames';
import { micrometresPerPixel } from '@timescope/core/units';
import { areaMm2 } from '../../../../extensions/ihc-scoring/src/services/measuredArea';
import type { RoiAnnotation, SlideMap } from '../../../../extensions/ihc-scoring/src/services/microscopy';
import {
  drawnRing,
  matrixFromMap,
  visibleField,
} from '../../../../extensions/ihc-scoring/src/services/slideView';

const mpp = { x: micrometresPerPixel(0.5), y: micrometresPerPixel(0.5) };
const slide = { width: 4000, height: 4000, mpp };
const placement: SlidePlacement = { originMm: { x: 20, y: 40 }, orientation: [0, -1, 0, -1, 0, 0], mpp };

/** As the viewer stores what was drawn: the slide's origin on the corner of the first pixel. */
function drawn(graphicType: string, corners: readonly (readonly [number, number])[]): RoiAnnotation {
  const graphicData = corners.map(([x, y]) => {
    const point = slideFromMatrix(matrixPoint(x + 0.5, y + 0.5), placement);
    return [point.x, point.y, 0];
  });
  return { uid: 'roi', seriesInstanceUID: 's', roiGraphic: { scoord3d: { graphicType, graphicData } } };
}

const ringOf = (annotation: RoiAnnotation) => drawnRing(annotation, placement, slide) ?? [];

test('the map counts rows upwards from -1', () => {
  expect(matrixFromMap([0, -1])).toEqual(matrixPoint(0, 0));
  expect(matrixFromMap([10, -21])).toEqual(matrixPoint(10, 20));
});

test('the field is what the corners of the viewport show', () => {
  const map = {
    getSize: () => [100, 50] as const,
    getCoordinateFromPixel: ([x, y]: readonly [number, number]) => [2 * x, -(2 * y + 1)] as const,
  };
  expect(visibleField(map as unknown as SlideMap, slide)).toMatchObject({
    ring: [matrixPoint(0, 0), matrixPoint(200, 0), matrixPoint(200, 100), matrixPoint(0, 100)],
  });
});

test('a drawn polygon comes back in pixels, without its repeated end', () => {
  const corners = [
    [100, 100],
    [300, 100],
    [300, 200],
    [100, 200],
    [100, 100],
  ] as const;
  expect(ringOf(drawn('POLYGON', corners))).toEqual(corners.slice(0, 4).map(([x, y]) => matrixPoint(x, y)));
});

test('a drawn circle has the area of a circle', () => {
  const ring = ringOf(
    drawn('ELLIPSE', [
      [1000, 1000],
      [1400, 1000],
      [1200, 800],
      [1200, 1200],
    ]),
  );
  expect(areaMm2([ring], mpp)).toBeCloseTo(Math.PI * 0.1 ** 2, 3);
});

test('a line and a point have no area to measure', () => {
  expect(
    ringOf(
      drawn('POLYLINE', [
        [0, 0],
        [100, 100],
      ]),
    ),
  ).toEqual([]);
  expect(ringOf(drawn('POINT', [[5, 5]]))).toEqual([]);
});
