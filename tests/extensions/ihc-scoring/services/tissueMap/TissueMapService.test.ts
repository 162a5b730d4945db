import { matrixPoint } from '@timescope/core/frames';
import type { MapRequest } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapTissue';
import {
  codeOf,
  MAP_CLASSES,
  type ClassMap,
} from '@timescope/extension-ihc-scoring/pipeline/tissueMap/classMap';
import { newReading, type Reading } from '@timescope/extension-ihc-scoring/pipeline/reading/reading';
import { ObservableState } from '@timescope/ohif/ObservableState';
import type { BenchParts, SlideOnScreen } from '../../../../../extensions/ihc-scoring/src/services/benchPart';
import { TissueMapService } from '../../../../../extensions/ihc-scoring/src/services/tissueMap/TissueMapService';
import type { SectionsState } from '../../../../../extensions/ihc-scoring/src/services/immune/PatientSections';
import type { MappingClient } from '../../../../../extensions/ihc-scoring/src/worker/MappingClient';
import { fakeWindow } from '../../../../harness/fakeWindow';

/** Two cells of 40 matrix pixels, all other tissue, as nothing is drawn. */
const found: ClassMap = {
  ...{ width: 2, height: 1, whole: { columns: 2, rows: 1 }, matrixStep: { x: 40, y: 40 } },
  shares: Float32Array.from({ length: 2 * MAP_CLASSES.length }, (_, at) =>
    at % MAP_CLASSES.length === MAP_CLASSES.indexOf('OTH') ? 1 : 0,
  ),
  values: new Uint8Array(2).fill(codeOf('OTH')),
  tissuePixels: new Uint16Array(2).fill(100),
  steps: new Uint8Array(2).fill(74),
  source: { kind: 'drawn', name: 'drawn areas', hash: 'd', gives: 'areas' },
};

const ring = [matrixPoint(0, 0), matrixPoint(40, 0), matrixPoint(40, 40), matrixPoint(0, 40)];

/** A stroke of tumour over the first cell. */
const painted = (reading: Reading): Reading =>
  ({
    ...reading,
    regions: [{ id: '1', name: 'Tumour', role: 'tumour', rings: [ring] }],
  }) as unknown as Reading;

/** A slide on screen whose map is answered by `mapOf`. */
function opened(
  mapOf: (signal: AbortSignal, request: MapRequest) => Promise<ClassMap>,
  stain: SectionsState['said'] = 'cd3',
) {
  fakeWindow();
  const state = new ObservableState({ reading: newReading('cd3') });
  const readings = {
    state,
    get: () => state.get().reading,
    change: (next: (reading: Reading) => Reading) => state.update({ reading: next(state.get().reading) }),
  };
  const scoring = { state: new ObservableState({ slide: { kind: 'ready', description: 'CD3 IHC' } }) };
  const parts = { host: {}, readings, scoring } as unknown as BenchParts;
  const sections = new ObservableState({ here: '1', said: stain, chosen: {} } as SectionsState);
  const client: Pick<MappingClient, 'map' | 'close'> = {
    map: (_slide, request, _page, signal) => mapOf(signal, request),
    close: () => undefined,
  };
  const service = new TissueMapService(parts, { state: sections }, client);
  const slide = {
    seriesInstanceUid: '1',
    levels: [],
    layers: { opticalPaths: [], depthsUm: [] },
    warnings: [],
    specimens: [],
  };
  const map = { getLayers: () => ({ getArray: () => [] }) };
  service.attach({ slide, map } as unknown as SlideOnScreen);
  return { service, readings, sections };
}

const mm2 = (service: TissueMapService) =>
  Object.fromEntries(
    service.state
      .get()
      .rows.map(row => [row.name, [row.foundMm2, row.correctedMm2].map(area => Math.round(area * 4e6))]),
  );

test('what is painted stands beside what was found, and undo of the stroke brings it back', async () => {
  const { service, readings } = opened(() => Promise.resolve(found));
  await service.make();
  expect(mm2(service)).toEqual({ OTH: [200, 200] });
  const before = readings.get();
  readings.change(painted);
  expect(mm2(service)).toEqual({ TUM: [0, 100], OTH: [200, 100] });
  readings.change(() => before);
  expect(mm2(service)).toEqual({ OTH: [200, 200] });
});

test('cells are counted by the corrected map: what is painted is among the areas of the request', async () => {
  const { service, readings } = opened(() => Promise.resolve(found));
  expect(service.countedByMap()).toBeUndefined();
  await service.make();
  readings.change(painted);
  const { score, map } = service.countedByMap() ?? {};
  expect(score?.annotations).toMatchObject([{ role: 'tumour' }]);
  expect(map).toBe(service.state.get().corrected);
});

test('fields are of the map on screen; after another stroke they are said to be of another', async () => {
  const { service, readings } = opened(() => Promise.resolve(found));
  await service.make();
  service.proposeFields(40);
  const { stroma } = readings.get();
  expect(stroma && service.isMapOf(stroma)).toBe(true);
  readings.change(painted);
  expect(stroma && service.isMapOf(stroma)).toBe(false);
});

test('a map that was stopped, or of a slide that is gone, changes nothing; a failure is one sentence', async () => {
  const { service } = opened(
    signal =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('stopped')));
      }),
  );
  const making = service.make();
  service.detach();
  await making;
  expect(service.state.get()).toMatchObject({ found: undefined, work: undefined, problem: undefined });
  const failing = opened(() => Promise.reject(new Error('no tile')));
  await failing.service.make();
  expect(failing.service.state.get()).toMatchObject({ work: undefined });
  expect(failing.service.state.get().problem?.message).toContain('no tile');
});

test('a slide is mapped by the stains that it says, or that the reader chose; another choice makes the map that of before', async () => {
  const presets: unknown[] = [];
  const { service, sections } = opened((_signal, { preset }) => {
    presets.push(typeof preset === 'string' ? preset : preset.name);
    return Promise.resolve(found);
  });
  await service.make();
  expect(service.state.get().isOutdated).toBe(false);
  sections.update({ chosen: { he: { seriesUid: '1' } } } as unknown as SectionsState);
  expect(service.state.get().isOutdated).toBe(true);
  await service.make();
  expect(presets).toEqual(['cd3', 'h-e']);
});
