import { newReading } from '../../../../../extensions/ihc-scoring/src/pipeline/reading/reading';
import type { BenchParts } from '../../../../../extensions/ihc-scoring/src/services/benchPart';
import { measuredSlide } from '../../../../../extensions/ihc-scoring/src/services/compare/measuredSlide';
import type { Measurement } from '../../../../../extensions/ihc-scoring/src/services/scoringState';
import { measuredBefore } from '../../pipeline/reading/stainedField';

test('a small image of before, from the browser, with moved thresholds says that its detector is asked for', async () => {
  const before = await measuredBefore({ description: 'drawn', digest: 'none' });
  const kept = {
    reading: { ...newReading('er'), thresholds: [0.2, 0.4, 0.6] },
    runId: 'run',
    isSigned: false,
    signed: [],
  };
  const parts = {
    readings: { lookAt: () => Promise.resolve(kept) },
    scoring: {
      reader: { get: () => ({ name: 'A. Reader' }) },
      state: { get: () => ({ measurements: new Map() }) },
    },
  } as unknown as BenchParts;
  const shelf = { take: () => Promise.resolve(before as unknown as Measurement) };
  const { result } = await measuredSlide(parts, shelf, '1.2');
  expect(result.provenance.thresholds.positiveDab).toEqual([0.2, 0.4, 0.6]);
  expect(result.provenance.detectorReason).toMatch(/^Asked for\./);
});
