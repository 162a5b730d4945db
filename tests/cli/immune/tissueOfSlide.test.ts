import { matrixPoint } from '@timescope/core/frames';
import { requireAreasOnSlide } from '../../../packages/cli/src/immune/tissueOfSlide';

const square = (left: number) => ({
  className: 'TUM' as const,
  rings: [
    [matrixPoint(left, 0), matrixPoint(left + 100, 0), matrixPoint(left + 100, 100), matrixPoint(left, 100)],
  ],
});
const required = (...lefts: number[]) => {
  requireAreasOnSlide('cd8', { tissue: lefts.map(square), limits: [] }, { width: 1000, height: 800 });
};

test('areas that all lie outside the image are refused before anything is measured; one that touches it is enough', () => {
  expect(() => {
    required(5000, -300);
  }).toThrow('The areas of --roi-cd8 lie outside the image, which is 1000 x 800 px.');
  expect(() => {
    required(5000, 950);
    required();
  }).not.toThrow();
});
