import { matrixPoint } from '@timescope/core/frames';
import { networkOfAreas } from '@timescope/extension-ihc-scoring/pipeline/annotations/areasByMap';
import { correctedMap } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/correctedMap';
import { withAreasOfMap } from '../../../../../extensions/ihc-scoring/src/services/tissueMap/areasOfMap';
import { corrected } from '../../../../../extensions/ihc-scoring/src/services/regions/regionChanges';
import { paintedTissue } from '../../../../../extensions/ihc-scoring/src/services/tissueMap/paintedTissue';
import { handMap } from '../../pipeline/immune/handMap';

const slide = { width: 745, height: 745 };
const network = handMap(10, 10, column => (column < 5 ? 'TUM' : 'STR'));
const stroke = { points: [matrixPoint(560, 370)], radius: 120, isEraser: false };

test('what a map calls tumour and stroma is drawn as corrected; the correction to mucus stays, so the map stays as it was', () => {
  const { regions } = corrected([], stroke, slide, 'MUC');
  const before = correctedMap(network, paintedTissue({ regions }));
  const drawn = withAreasOfMap(regions, network, 'network', slide);
  expect(drawn.map(({ role }) => role)).toEqual(['other', 'tumour', 'stroma']);
  expect([...correctedMap(network, paintedTissue({ regions: drawn })).values]).toEqual([...before.values]);
});

test('a correction that stays lies over the drawn areas: taken away, the tissue is again what the map found', () => {
  const { regions } = corrected([], stroke, slide, 'MUC');
  const drawn = withAreasOfMap(regions, network, 'network', slide);
  const wiped = corrected(drawn, { ...stroke, radius: 300, isEraser: true }, slide, 'MUC').regions;
  expect(wiped).toEqual(
    withAreasOfMap([], network, 'network', slide).map((area, at) => ({ ...area, id: drawn[at + 1]?.id })),
  );
  expect([...correctedMap(network, paintedTissue({ regions: wiped })).values]).toEqual([...network.values]);
});

const byTiles = {
  ...network,
  source: {
    kind: 'network',
    name: 'network tiles 1.0.0',
    hash: 'weights',
    gives: 'probabilities',
    isSyntheticTrained: true,
  },
} as const;
const told = { name: 'network tiles 1.0.0', hash: 'weights', isSyntheticTrained: true };

test("areas drawn by a network's map say so; a stroke over them says corrected; drawn by hand they are a reader's own", () => {
  const drawn = withAreasOfMap([], byTiles, 'tiles', slide);
  expect(networkOfAreas(drawn)).toEqual(told);
  const { regions } = corrected(drawn, stroke, slide, 'TUM');
  expect(networkOfAreas(regions)).toEqual({ ...told, name: 'network tiles 1.0.0, corrected' });
  expect(networkOfAreas(withAreasOfMap(regions, byTiles, 'tiles', slide))).toEqual({
    ...told,
    name: 'network tiles 1.0.0, corrected',
  });
  expect(networkOfAreas(drawn.map(({ name, role, rings }) => ({ name, role, rings })))).toBeUndefined();
  expect(networkOfAreas(withAreasOfMap([], network, 'by hand', slide))).toBeUndefined();
});
