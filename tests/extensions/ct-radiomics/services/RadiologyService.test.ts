import type { OutlineDraft } from '../../../../extensions/ct-radiomics/src/services/outlineDraft';
import {
  RadiologyService,
  type RadiologyServiceWorker,
} from '../../../../extensions/ct-radiomics/src/services/RadiologyService';
import { roiVoxels } from '../../../../extensions/ct-radiomics/src/services/roiSlices';
import type { PredictionAnswer } from '../../../../extensions/ct-radiomics/src/worker/requests';
import { FakeRadiologyHost } from '../../../harness/fakeRadiologyHost';
import { fakeWindow } from '../../../harness/fakeWindow';
import { idleRadiologyWorker } from '../../../harness/idleRadiologyWorker';
import { memoryDrafts } from '../../../harness/memoryDrafts';
import { noReadings } from '../../../harness/noReadings';

fakeWindow();
const settled = () => new Promise(resolve => setTimeout(resolve, 0));
/** As far as the service itself reads it. */
const answer = {
  outcome: { maps: {}, crop: { slice: 0 }, result: { provenance: { demonstration: true } } },
  slices: [],
  models: {},
  leftOut: [],
} as unknown as PredictionAnswer;

/** A worker that answers when the test says so. */
function waitingWorker() {
  const answers: (() => void)[] = [];
  const worker: RadiologyServiceWorker = {
    ...idleRadiologyWorker,
    predict: () => new Promise(resolve => answers.push(() => resolve(answer))),
  };
  return { worker, answers };
}

async function serviceOn(fake: FakeRadiologyHost, worker: RadiologyServiceWorker, seriesUid = '1.2') {
  const service = new RadiologyService(fake.host, memoryDrafts<OutlineDraft>(), worker, noReadings);
  service.enterMode();
  fake.show(seriesUid);
  await settled();
  return service;
}

test('an answer that comes after another series was opened is dropped', async () => {
  const fake = new FakeRadiologyHost();
  const { worker, answers } = waitingWorker();
  const service = await serviceOn(fake, worker);
  fake.addLabelmap('loaded', '1.2');
  fake.paint('loaded', 3);
  const run = service.predictions.predict();
  fake.show('1.3');
  await settled();
  answers[0]?.();
  await run;
  expect(service.state.get()).toMatchObject({ prediction: undefined, run: undefined, failure: undefined });
  expect(service.state.get().ct?.displaySet.SeriesInstanceUID).toBe('1.3');
  service.leaveMode();
});

test('a cancelled run does not keep the next one waiting, and only the next one answers', async () => {
  const fake = new FakeRadiologyHost();
  const { worker, answers } = waitingWorker();
  const service = await serviceOn(fake, worker);
  fake.addLabelmap('loaded', '1.2');
  fake.paint('loaded', 3);
  const first = service.predictions.predict();
  service.predictions.cancel();
  fake.paint('loaded', 4);
  const second = service.predictions.predict();
  answers[0]?.();
  await first;
  expect(service.state.get().prediction).toBeUndefined();
  expect(service.state.get().run).toBeDefined();
  answers[1]?.();
  await second;
  expect(roiVoxels(service.state.get().prediction?.source.roi ?? new Map())).toBe(2);
  service.leaveMode();
});

test('leaving during a slow load does not keep a later prediction from starting', async () => {
  const fake = new FakeRadiologyHost();
  const { worker, answers } = waitingWorker();
  let isSlow = true;
  fake.loadImage = () =>
    isSlow
      ? new Promise(() => undefined)
      : Promise.resolve({ voxelManager: { getScalarData: () => new Int16Array(64) } });
  const service = await serviceOn(fake, { ...worker, holds: () => false });
  fake.addLabelmap('loaded', '1.2');
  fake.paint('loaded', 3);
  void service.predictions.predict();
  service.leaveMode();
  isSlow = false;
  service.enterMode();
  fake.show('1.2');
  await settled();
  const run = service.predictions.predict();
  await settled();
  answers[0]?.();
  await run;
  expect(service.state.get().prediction).toBeDefined();
  service.leaveMode();
});

test('a series whose headers could not be loaded is tried again', async () => {
  const fake = new FakeRadiologyHost();
  fake.failing = 'headers';
  const service = await serviceOn(fake, waitingWorker().worker);
  expect(service.state.get().failure?.message).toContain('no answer');
  fake.failing = undefined;
  fake.show('1.2');
  await settled();
  expect(service.state.get().ct?.grid.size).toEqual([8, 8, 2]);
  service.leaveMode();
});

test('a prediction from a loaded segmentation is stale when that one changes, not before', async () => {
  const fake = new FakeRadiologyHost();
  const { worker, answers } = waitingWorker();
  const service = await serviceOn(fake, worker);
  fake.addLabelmap('loaded', '1.2', 'Tumour of the PACS');
  fake.paint('loaded', 3);
  const run = service.predictions.predict();
  answers[0]?.();
  await run;
  expect(service.state.get().prediction?.source.label).toBe('Tumour of the PACS');
  expect(service.state.get().prediction?.isStale).toBe(false);
  fake.paint('loaded', 3);
  expect(service.state.get().prediction?.isStale).toBe(false);
  fake.paint('loaded', 4);
  expect(service.state.get().prediction?.isStale).toBe(true);
  service.leaveMode();
});
