import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { mapHash } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/classMap';
import {
  mapInThisThread,
  mapTissue,
  type MapRequest,
} from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapTissue';
import { AbortableCalls } from '@timescope/runtime/worker';
import { mapping } from '../../../../extensions/ihc-scoring/src/worker/mapping';
import type { MappingPage } from '../../../../extensions/ihc-scoring/src/worker/mappingRequest';
import { box, TISSUE, twoHalves } from '../pipeline/tissueMap/twoHalves';

type Slide = Parameters<ReturnType<typeof mapping>['mapSlide']>[1];

const source = plainImageSource(twoHalves(), micrometresPerPixel(0.5));
const { left, right, upper, lower, middle } = TISSUE;
const request: MapRequest = {
  ...{ preset: presets.cd3, slide: { description: '', digest: '' }, steps: '149', limits: [] },
  source: { kind: 'drawn', name: 'by hand' },
  areas: [
    { className: 'TUM', rings: [box(left, upper, middle, lower)] },
    { className: 'STR', rings: [box(middle, upper, right, lower)] },
  ],
};

const page = (report: MappingPage['report']): MappingPage => ({
  fetchFrame: () => Promise.reject(new Error('no frame is asked for')),
  report,
});

test('the worker maps a slide to the same bits as the command, and reports how far it is', async () => {
  const stages = new Set<string>();
  const worker = mapping(new AbortableCalls(), () => source);
  const outcome = await worker.mapSlide(
    1,
    {} as Slide,
    request,
    page(({ stage }) => stages.add(stage)),
  );
  if (outcome.kind !== 'done') throw new Error(outcome.kind);
  const runner = mapInThisThread(source, undefined);
  expect(mapHash(outcome.value)).toBe(mapHash(await mapTissue(source, request, { runner })));
  expect(stages.size).toBeGreaterThan(0);
});

test('a map that the page stops ends as stopped, without a map', async () => {
  const calls = new AbortableCalls();
  const worker = mapping(calls, () => source);
  const mapped = worker.mapSlide(
    2,
    {} as Slide,
    request,
    page(() => calls.abort(2)),
  );
  calls.abort(2);
  expect((await mapped).kind).not.toBe('done');
});
