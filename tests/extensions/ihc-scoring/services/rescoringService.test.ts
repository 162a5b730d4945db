import { ObservableState } from '@timescope/ohif/ObservableState';
import { jest } from '@jest/globals';
import type { ReaderChanges } from '@timescope/extension-ihc-scoring/pipeline/reading/rescore';
import { rescoredResult } from '@timescope/extension-ihc-scoring/pipeline/reading/rescore';
import {
  ReadingStore,
  type ReadingRecord,
} from '../../../../extensions/ihc-scoring/src/services/ReadingStore';
import { RescoringService } from '../../../../extensions/ihc-scoring/src/services/RescoringService';
import {
  initialState,
  type Measurement,
  type ScoringState,
} from '../../../../extensions/ihc-scoring/src/services/scoringState';
import { NOTHING_SHOWN, type Shown } from '../../../../extensions/ihc-scoring/src/services/shown';
import { memoryDrafts } from '../../../harness/memoryDrafts';
import { measured, requestFor } from '../pipeline/reading/stainedField';

const KEY = 'slide/reader';
const NOTHING: ReaderChanges = { thresholds: undefined, edits: [], leftOut: [], pcms: undefined };

let measurement: Measurement;
beforeAll(async () => {
  const request = requestFor('er');
  const { result, cells } = await measured(request);
  measurement = {
    ...{ runId: 'run', result, request, ...cells },
    ...{ area: { kind: 'slide' }, reader: undefined, seconds: 1 },
  };
});

afterEach(() => jest.useRealTimers());

/** @param stops How many times the worker stops before it answers. */
async function bench(stops = 0) {
  let left = stops;
  const readings = new ReadingStore(memoryDrafts<ReadingRecord>());
  await readings.open(KEY);
  readings.change(reading => ({ ...reading, preset: 'er' }));
  const scoring = {
    state: new ObservableState<ScoringState>({
      ...initialState,
      key: KEY,
      measurements: new Map([[KEY, measurement]]),
    }),
  };
  const shown = new ObservableState<Shown>(NOTHING_SHOWN);
  const asked: ReaderChanges[] = [];
  const closed: string[] = [];
  const service = new RescoringService(
    { scoring: scoring as never, readings, shown },
    {
      rescore: (cells, changes) => {
        asked.push(changes);
        if (left-- > 0) return Promise.reject(new Error('the worker stopped'));
        return Promise.resolve(rescoredResult(cells, changes));
      },
      close: () => closed.push(KEY),
    },
  );
  jest.useFakeTimers();
  service.start();
  return { readings, scoring, shown, service, asked, closed };
}

test('what was measured is shown as it is, hash included, while nothing is changed', async () => {
  const { shown, asked } = await bench();
  expect(shown.get()).toMatchObject({
    result: measurement.result,
    tables: measurement.tables,
    isPending: false,
  });
  expect(asked).toEqual([]);
});

test('a moved line shows its scores at once and its hash after a pause', async () => {
  const { shown, service, asked } = await bench();
  service.move(1, 0.22);
  const thresholds = [0.22, 0.3, 0.5] as const;
  const expected = rescoredResult(measurement, { ...NOTHING, thresholds });
  // Hash and digest go over every cell: they come after the pause.
  const { hash, cellDigest, ...scores } = expected;
  expect(cellDigest).toMatch(/^[0-9a-f]{64}$/);
  expect(shown.get()).toMatchObject({
    isPending: true,
    toolResult: measurement.result,
    result: { ...scores, hash: undefined },
  });
  service.move(1, 0.23);
  service.move(1, 0.22);
  expect(asked).toEqual([]);
  await jest.advanceTimersByTimeAsync(1000);
  expect(asked).toHaveLength(1);
  expect(shown.get()).toMatchObject({ isPending: false, result: { hash, cellDigest } });
});

test('a drag is one step to undo', async () => {
  const { readings, shown, service } = await bench();
  for (const to of [0.2, 0.25, 0.4]) service.move(2, to);
  expect(readings.get().thresholds).toBeUndefined();
  service.settle();
  expect(readings.get().thresholds).toEqual([0.1, 0.4, 0.5]);
  readings.undo();
  expect(readings.get().thresholds).toBeUndefined();
  expect(shown.get().result).toBe(measurement.result);
});

test("reset brings the preset's thresholds back", async () => {
  const { readings, service, shown } = await bench();
  service.move(3, 0.9);
  service.settle();
  service.reset();
  expect(readings.get().thresholds).toBeUndefined();
  expect(service.thresholds()).toEqual([0.1, 0.3, 0.5]);
  expect(shown.get().isPending).toBe(false);
});

test('thresholds of another preset are not applied', async () => {
  const { readings, shown } = await bench();
  readings.change(reading => ({ ...reading, preset: 'her2', thresholds: [0.01, 0.02, 0.03] }));
  expect(shown.get().result).toBe(measurement.result);
});

test('an excluded area drawn later counts at once; one that was measured with does not count twice', async () => {
  const { readings, shown } = await bench();
  const [tumour] = measurement.request.annotations ?? [];
  const region = { id: 'a', name: 'fold', role: 'exclude' as const, rings: tumour?.rings ?? [] };
  readings.change(reading => ({ ...reading, regions: [region] }));
  expect(shown.get().result?.edits?.leftOut).toBeGreaterThan(10);
  expect(shown.get().result?.areaMm2.whole).toBeNull();
});

test('a signed reading keeps its thresholds', async () => {
  const { readings, service, shown } = await bench();
  jest.spyOn(readings, 'isRefused').mockReturnValue(true);
  service.move(1, 0.2);
  expect(shown.get().result).toBe(measurement.result);
});

test('another slide or none shows nothing of this one', async () => {
  const { scoring, shown } = await bench();
  scoring.state.update({ key: undefined });
  expect(shown.get()).toMatchObject({ tables: [], result: undefined, toolResult: undefined });
});

test('a worker that stops once is asked again, without a word', async () => {
  const { shown, service, asked } = await bench(1);
  service.move(1, 0.22);
  await jest.advanceTimersByTimeAsync(1000);
  expect(asked).toHaveLength(2);
  expect(shown.get().isPending).toBe(false);
  expect(shown.get().result?.hash).toHaveLength(64);
  expect(service.state.get().problem).toBeUndefined();
});

test('a worker that stops again is told, and the reader can have the reading scored once more', async () => {
  const { shown, service } = await bench(2);
  service.move(1, 0.22);
  await jest.advanceTimersByTimeAsync(1000);
  expect(shown.get().isPending).toBe(true);
  expect(service.state.get().problem?.message).toContain('the worker stopped');
  service.again();
  await jest.advanceTimersByTimeAsync(1000);
  expect(shown.get().isPending).toBe(false);
  expect(service.state.get().problem).toBeUndefined();
});

test('a worker that holds the cells of a slide lets them go when the slide is left', async () => {
  const { scoring, closed } = await bench();
  expect(closed).toEqual([]);
  scoring.state.update({ key: undefined });
  expect(closed).toEqual([KEY]);
});
