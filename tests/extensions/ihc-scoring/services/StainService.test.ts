import type { Slide } from '@timescope/core/dicom/read/slide';
import type { SlideInspection } from '@timescope/extension-ihc-scoring/pipeline/inspect/slideInspection';
import type { ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import type { Host } from '@timescope/ohif/host';
import type { SlideOnScreen } from '../../../../extensions/ihc-scoring/src/services/benchPart';
import {
  ReadingStore,
  type ReadingRecord,
} from '../../../../extensions/ihc-scoring/src/services/ReadingStore';
import { StainService } from '../../../../extensions/ihc-scoring/src/services/StainService';
import type { InspectingPage } from '../../../../extensions/ihc-scoring/src/worker/inspectRequest';
import { fakeWindow } from '../../../harness/fakeWindow';
import { memoryDrafts } from '../../../harness/memoryDrafts';

fakeWindow();

const soon = () => new Promise(resolve => setTimeout(resolve, 0));

/** A map without layers: nothing is drawn. */
const map = { getLayers: () => ({ getArray: () => [] }), addLayer: () => undefined };
const level = { width: 100, height: 80, tileWidth: 100, tileHeight: 80, mpp: { x: 0.5, y: 0.5 } };
const slide = { studyInstanceUid: '1', seriesInstanceUid: '1.2', levels: [level] } as unknown as Slide;
const onScreen = { slide, map, viewer: {} } as unknown as SlideOnScreen;

const lookAt = (name: string) => ({ name }) as unknown as SlideInspection;

interface Asked {
  readonly request: ScoreRequest;
  readonly signal: AbortSignal;
  readonly page: InspectingPage;
  answer(inspection: SlideInspection): void;
  fail(thrown: Error): void;
}

/** A service whose worker answers when the test says so. */
async function bench() {
  const readings = new ReadingStore(memoryDrafts<ReadingRecord>());
  await readings.open('1.2 A');
  const asked: Asked[] = [];
  let closed = 0;
  const service = new StainService({ host: {} as Host, readings }, (_, page) => ({
    inspect: (request, signal) =>
      new Promise((answer, fail) => {
        asked.push({ request, signal, page, answer, fail });
      }),
    channelTile: () => Promise.resolve(undefined),
    close: () => {
      closed++;
    },
  }));
  service.attach(onScreen);
  await soon();
  return { service, readings, asked, closed: () => closed };
}

test('a slide is looked at once when it comes on screen, and its progress is told', async () => {
  const { service, readings, asked } = await bench();
  expect(asked).toHaveLength(1);
  expect(asked[0]?.request).toMatchObject({ preset: 'ki67' });
  asked[0]?.page.report({ stage: 'tissue', done: 1, total: 4 });
  expect(service.state.get().look).toMatchObject({ kind: 'looking', progress: { done: 1 } });
  asked[0]?.answer(lookAt('first'));
  await soon();
  expect(service.state.get()).toMatchObject({ look: { kind: 'done' }, inspection: { name: 'first' } });
  readings.change(reading => ({ ...reading, thresholds: [0.2, 0.4, 0.6] }));
  await soon();
  expect(asked).toHaveLength(1);
});

test('another stain is looked at anew; the look before is ended and its late answer dropped', async () => {
  const { service, asked } = await bench();
  service.useOwnStain('macenko');
  await soon();
  expect(asked[0]?.signal.aborted).toBe(true);
  expect(asked[1]?.request.overrides).toMatchObject({ vectors: { rule: 'estimate', way: 'macenko' } });
  asked[1]?.answer(lookAt('macenko'));
  await soon();
  asked[0]?.answer(lookAt('late'));
  await soon();
  expect(service.state.get().inspection).toMatchObject({ name: 'macenko' });
  service.resetStain();
  await soon();
  expect(asked[2]?.request.overrides).toBeUndefined();
});

test('a look that failed says why and can be tried again', async () => {
  const { service, asked } = await bench();
  asked[0]?.fail(new Error('no answer'));
  await soon();
  expect(service.state.get().look).toMatchObject({
    kind: 'failed',
    problem: { message: expect.stringContaining('no answer') as string },
  });
  service.lookAgain();
  await soon();
  asked[1]?.answer(lookAt('second'));
  await soon();
  expect(service.state.get().look.kind).toBe('done');
});

test('a slide that is left ends its look and its worker; nothing of it stays but whether tissue is outlined', async () => {
  const { service, asked, closed } = await bench();
  service.toggleTissue();
  service.detach();
  asked[0]?.answer(lookAt('gone'));
  await soon();
  expect(asked[0]?.signal.aborted).toBe(true);
  expect(closed()).toBe(1);
  expect(service.state.get()).toMatchObject({
    look: { kind: 'none' },
    inspection: undefined,
    isTissueShown: true,
  });
});

test('channels come one after the other, then the slide again', async () => {
  const { service } = await bench();
  const shown: unknown[] = [];
  for (let press = 0; press < 4; press++) {
    service.cycleChannel();
    shown.push(service.state.get().channel);
  }
  expect(shown).toEqual(['haematoxylin', 'dab', 'residual', undefined]);
});
