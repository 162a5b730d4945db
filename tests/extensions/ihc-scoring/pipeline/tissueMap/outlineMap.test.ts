import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import { classAreas } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/classMap';
import { outlineMap } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/outlineMap';
import { TISSUE, twoHalves } from './twoHalves';

test('the outline of a slide has all of its tissue as one class, to a block of 16 um around it, and glass beside it has none', async () => {
  const { left, right, upper, lower } = TISSUE;
  const map = await outlineMap(plainImageSource(twoHalves(), micrometresPerPixel(0.5)), 'outline');
  const areas = classAreas(map);
  const within = (um: number) => ((0.5 * (right - left) + 2 * um) * (0.5 * (lower - upper) + 2 * um)) / 1e6;
  expect(areas.OTH).toBeGreaterThan(within(-16));
  expect(areas.OTH).toBeLessThan(within(16));
  expect(areas.TUM + areas.STR).toBe(0);
  expect(map.values[0]).toBe(0);
});
