import type { Host } from '@timescope/ohif/host';
import { ObservableState } from '@timescope/ohif/ObservableState';
import type { BenchParts, SlideOnScreen } from '../../../../../extensions/ihc-scoring/src/services/benchPart';
import { LinkedViews } from '../../../../../extensions/ihc-scoring/src/services/linkedViews/LinkedViews';
import type { registerInWorker } from '../../../../../extensions/ihc-scoring/src/worker/registerInWorker';
import { initialTissueMap } from '../../../../../extensions/ihc-scoring/src/services/tissueMap/tissueMapState';
import { level, of } from '../../../../harness/slideMetadata';
import { handMap } from '../../pipeline/immune/handMap';

const view = () => ({
  getCenter: () => [0, 0],
  getResolution: () => 1,
  getRotation: () => 0,
  ...{ setCenter: () => undefined, setResolution: () => undefined, setRotation: () => undefined },
  ...{ set: () => undefined, on: () => undefined, un: () => undefined },
});

const viewer = (uid: string) => ({
  ...{ viewportId: uid, studyInstanceUID: uid, seriesInstanceUID: uid },
  viewer: { getMap: () => ({ getView: view }) },
});

/** Two viewports, the first the active one; slides of the patients given, the registration as given. */
function linkedViews(register: typeof registerInWorker, patients: Readonly<Record<string, string>>) {
  const [here, there] = [viewer('here'), viewer('there')];
  let viewers = [here, there];
  const host = {
    extensionManager: {
      getActiveDataSource: () => [
        {
          retrieve: {
            getWadoDicomWebClient: () => ({
              headers: {},
              retrieveSeriesMetadata: ({ seriesInstanceUID: uid }: { seriesInstanceUID: string }) =>
                Promise.resolve([level({ '0020000E': of('UI', uid), '00100020': of('LO', patients[uid] ?? '') })]), // prettier-ignore
            }),
          },
        },
      ],
    },
    servicesManager: {
      services: {
        microscopyService: { getAllManagedViewers: () => viewers },
        viewportGridService: {
          EVENTS: {},
          getActiveViewportId: () => 'here',
          getState: () => ({ viewports: new Map(viewers.map(({ viewportId }) => [viewportId, {}])) }),
        },
        userAuthenticationService: { getAuthorizationHeader: () => undefined },
      },
    },
  } as unknown as Host;
  const tissueMap = new ObservableState(initialTissueMap);
  const parts = {
    host,
    readings: { state: new ObservableState({ key: '' }), lookAt: () => Promise.resolve(undefined) },
    scoring: { reader: { get: () => ({ name: 'A. Reader' }) } },
  } as unknown as BenchParts;
  const service = new LinkedViews(parts, { state: tissueMap }, register);
  const press = (uid: string) => {
    service.detach();
    service.attach({ slide: { seriesInstanceUid: uid } } as unknown as SlideOnScreen);
  };
  press('here');
  const show = (...uids: string[]) =>
    (viewers = viewers.filter(({ viewportId }) => uids.includes(viewportId)));
  return { service, press, show, tissueMap };
}

const PATIENT = { here: 'P1', there: 'P1' };
const found: typeof registerInWorker = () =>
  Promise.resolve({
    ...{ kind: 'computed', way: 'rigid', by: 'tissue' },
    ...{ transform: [1, 0, 0, 0, 1, 0], similarity: 0.9, residualUm: 12 },
  });

test('the link says how far apart the sections lie, and stays while the reader goes from one slide to the other', async () => {
  const { service, press, show } = linkedViews(found, PATIENT);
  await service.link();
  expect(service.state.get().link).toEqual({ way: 'rigid', by: 'tissue', residualUm: 12 });
  press('there');
  expect(service.state.get().link).toBeDefined();
  show('there');
  press('there');
  expect(service.state.get().link).toBeUndefined();
});

test('sections that cannot be registered say why and what to do, and stay unlinked', async () => {
  const reason = 'The sections are not alike enough to be registered (correlation 0.21).';
  const { service } = linkedViews(() => Promise.resolve({ kind: 'not computable', reason }), PATIENT);
  await service.link();
  const { link, isLinking, problem } = service.state.get();
  expect([link, isLinking, problem?.message]).toEqual([undefined, false, reason]);
  expect(problem?.nextStep).toContain('The views stay as they are');
});

test('slides of two patients are not laid on each other', async () => {
  const { service } = linkedViews(found, { here: 'P1', there: 'P2' });
  await service.link();
  expect(service.state.get().link).toBeUndefined();
  expect(service.state.get().problem?.message).toContain('two patients');
});

test('a tissue map that the reader made is what its slide is registered by; the other slide is looked at', async () => {
  const kinds: string[] = [];
  const { service, tissueMap } = linkedViews((fixed, moving, signal) => {
    kinds.push(fixed.kind, moving.kind);
    return found(fixed, moving, signal);
  }, PATIENT);
  tissueMap.update({ corrected: handMap(2, 2, () => 'TUM') });
  await service.link();
  expect(kinds).toEqual(['map', 'slide']);
});

test('unlinking ends a registration that is under way, and its answer comes to nothing', async () => {
  let signal: AbortSignal | undefined;
  const { service } = linkedViews((fixed, moving, given) => {
    signal = given;
    return found(fixed, moving, given);
  }, PATIENT);
  const linking = service.link();
  await new Promise(resolve => setTimeout(resolve, 0));
  service.unlink();
  await linking;
  expect(service.state.get()).toEqual({ isLinking: false, link: undefined, problem: undefined });
  expect(signal === undefined || signal.aborted).toBe(true);
});
