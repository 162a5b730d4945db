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
