import { cellFeatures } from '../../../../../extensions/ihc-scoring/src/pipeline/exports/cellFeatures';
import { settingsOf } from '../../../../../extensions/ihc-scoring/src/pipeline/settings';
import { cellMeasurements } from '../../../../../extensions/ihc-scoring/src/services/cells/cellMeasurements';
import { handTable } from './handCells';

test("the panel's measurements have the names and values of the exported GeoJSON", () => {
  const table = handTable([{ x: 10, y: 10, dab: 0.5 }]);
  const settings = settingsOf({ preset: 'ki67', slide: { description: '', digest: '' } });
  const [feature = ''] = [...cellFeatures(table, settings, true)];
  const { measurements } = (JSON.parse(feature) as { properties: { measurements: Record<string, number> } })
    .properties;
  const shown = cellMeasurements(table, 0);
  expect(shown).toHaveLength(8);
  for (const { name, value } of shown) expect(measurements[name]).toBeCloseTo(value, 5);
});
