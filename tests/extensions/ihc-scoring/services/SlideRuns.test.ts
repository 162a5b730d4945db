import type { Slide } from '@timescope/core/dicom/read/slide';
import type { Host } from '@timescope/ohif/host';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { initialState } from '../../../../extensions/ihc-scoring/src/services/scoringState';
import { SlideRuns, type RunOrder } from '../../../../extensions/ihc-scoring/src/services/SlideRuns';
import type { ScoringPage } from '../../../../extensions/ihc-scoring/src/worker/request';
import { cellsOf, times } from '../pipeline/scores/handMade';
import { resultByHand } from './byHand';

type Scored = Awaited<ReturnType<NonNullable<ConstructorParameters<typeof SlideRuns>[2]>['score']>>;

const scored = { result: resultByHand } as Scored;
const order: RunOrder = {
  slide: { studyInstanceUid: '1', seriesInstanceUid: '1.2' } as Slide,
  request: { preset: 'er', slide: { description: '', digest: '' } },
  area: { kind: 'slide' },
  reader: 'A',
};

/** Workers whose runs end when the test says so. */
function benchOfRuns() {
  const started: { page: ScoringPage; finish: () => void; signal: AbortSignal }[] = [];
  let closed = 0;
  const client = {
    score: (_slide: Slide, _request: unknown, page: ScoringPage, signal: AbortSignal) =>
      new Promise<Scored>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        started.push({ page, signal, finish: () => resolve(scored) });
      }),
    close: () => {
      closed++;
    },
  };
  const state = new ObservableState(initialState);
  const runs = new SlideRuns({} as Host, state, client);
  return { runs, state, started, closed: () => closed };
}

const soon = () => new Promise(resolve => setTimeout(resolve, 0));

test('the numbers of a run grow with its tiles and are gone when it ends', async () => {
  const { runs, state, started } = benchOfRuns();
  const end = runs.measure('a', order);
  await soon();
  started[0]?.page.onCells(cellsOf(['oo0', 'oo2']));
  started[0]?.page.onCells(cellsOf(times(3, 'oo0')));
  expect(state.get().runs.get('a')?.counts).toEqual([4, 0, 1, 0]);
  started[0]?.finish();
  expect(await end).toMatchObject({ kind: 'measured', key: 'a' });
  expect(state.get().runs.size).toBe(0);
});

test('a run on a second slide waits for the first one, and both end whole', async () => {
  const { runs, state, started } = benchOfRuns();
  const first = runs.measure('a', order);
  const second = runs.measure('b', order);
  await soon();
  expect(started).toHaveLength(1);
  expect(state.get().runs.get('b')?.progress.stage).toContain('Waiting');
  started[0]?.finish();
  expect((await first).kind).toBe('measured');
  await soon();
  started[1]?.finish();
  expect(await second).toMatchObject({ kind: 'measured', key: 'b' });
});

test('a run that waits can be cancelled, and the one before it goes on', async () => {
  const { runs, started } = benchOfRuns();
  const first = runs.measure('a', order);
  const second = runs.measure('b', order);
  runs.cancel('b');
  expect(await second).toMatchObject({ kind: 'stopped', thrown: { name: 'AbortError' } });
  await soon();
  started[0]?.finish();
  expect((await first).kind).toBe('measured');
});

test('measuring the same slide again takes the place of the run before', async () => {
  const { runs, state, started } = benchOfRuns();
  const first = runs.measure('a', order);
  await soon();
  const second = runs.measure('a', order);
  expect((await first).kind).toBe('stopped');
  expect(state.get().runs.has('a')).toBe(true);
  await soon();
  started[1]?.finish();
  expect((await second).kind).toBe('measured');
});

test('a run goes to the reader who gave a name while it went on', async () => {
  const { runs, state, started } = benchOfRuns();
  const end = runs.measure('1.2 ', order);
  await soon();
  runs.move('1.2 ', '1.2 A');
  expect([...state.get().runs.keys()]).toEqual(['1.2 A']);
  started[0]?.finish();
  expect(await end).toMatchObject({ kind: 'measured', key: '1.2 A' });
});

test('the workers go when nothing runs any more, not before', async () => {
  const { runs, started, closed } = benchOfRuns();
  const end = runs.measure('a', order);
  await soon();
  runs.closeWhenIdle();
  expect(closed()).toBe(0);
  started[0]?.finish();
  await end;
  runs.closeWhenIdle();
  expect(closed()).toBe(1);
});
