import { geoJsonOf } from '@timescope/extension-ihc-scoring/pipeline/exports/cellFiles';
import { cellsOfResult } from '@timescope/extension-ihc-scoring/pipeline/exports/cellsOfResult';
import { drawnRegionsCsv } from '@timescope/extension-ihc-scoring/pipeline/exports/drawnRegionsCsv';
import { exportName } from '@timescope/extension-ihc-scoring/pipeline/exports/exportName';
import { regionsCsv } from '@timescope/extension-ihc-scoring/pipeline/exports/regionsCsv';
import { signatureOf } from '@timescope/extension-ihc-scoring/pipeline/exports/signature';
import { newReading } from '@timescope/extension-ihc-scoring/pipeline/reading/reading';
import { signed } from '@timescope/extension-ihc-scoring/pipeline/reading/signedReading';
import { titleOf } from '../../../../../extensions/ihc-scoring/src/services/exports/pictureFrame';
import { resultOf, times } from '../scores/handMade';

const result = resultOf({ preset: 'ki67', cells: [...times(86, 'oo0'), ...times(14, 'oo2')] });
const signature = signatureOf(
  signed({
    number: 2,
    reader: 'A. Reader',
    signedAt: Date.UTC(2026, 10, 22),
    decision: { kind: 'overridden', score: 'percentPositive', from: 14, to: 30, reason: 'hot spot' },
    reading: newReading('ki67'),
    result,
    toolResult: result,
    runId: 'r1',
  }),
);

test('the scores of a signed reading are saved with who signed them and what was overridden', () => {
  const [head, ...rows] = regionsCsv(result, signature).trimEnd().split(/\r?\n/);
  expect(head).toMatch(
    /signed_version,signed_by,signed_at,overridden_score,value_before,signed_value,override_reason$/,
  );
  expect(rows).toHaveLength(3);
  for (const row of rows)
    expect(row).toMatch(/,2,A\. Reader,2026-11-22T00:00:00\.000Z,percentPositive,14,30,hot spot$/);
});

test('cells and regions of a signed reading say who signed, and the cells are the same', () => {
  const cells = cellsOfResult(result, []);
  const document = JSON.parse([...geoJsonOf(cells, signature)].join('')) as Record<string, unknown>;
  expect(document).toEqual({ type: 'FeatureCollection', signed: signature, features: [] });
  const area = { name: 'Core', role: 'region', rings: [] } as const;
  const [head, row] = drawnRegionsCsv([area], cells, { x: 1, y: 1 }, signature).split(/\r?\n/);
  expect(head).toMatch(/,cells_3plus,signed_version,signed_by,/);
  expect(row).toMatch(/^Core,region,0,.*,2,A\. Reader,/);
});

test('the files of a signed reading are named after its version', () => {
  const named = { marker: 'Ki-67', description: 'Core', patientName: undefined, slideUid: '1.2.3' };
  expect(exportName({ ...named, signedVersion: 2 }, 'cells.csv')).toBe(
    'ki-67_core_c47f5b_signed-2_cells.csv',
  );
  expect(exportName(named, 'cells.csv')).toBe('ki-67_core_c47f5b_cells.csv');
});

test('a reading that is not signed is saved as the command line writes it', () => {
  expect(regionsCsv(result)).not.toContain('signed');
});

test('a picture says the override beside the measured score', () => {
  expect(titleOf(result, 'Core', signature)).toContain('14.0 % positive');
  expect(titleOf(result, 'Core', signature)).toContain(
    'signed by A. Reader with Positive: 30.0 % instead of 14.0 %',
  );
  expect(titleOf(result, 'Core', undefined)).not.toContain('signed');
});
