import { featureCatalogue } from '@timescope/extension-ct-radiomics/pipeline/radiomics/catalogue/catalogue';
import { radiomics } from '@timescope/extension-ct-radiomics/pipeline/radiomics/radiomics';
import { featuresCsv } from '../../../../extensions/ct-radiomics/src/services/featuresCsv';
import type { OutlineDraft } from '../../../../extensions/ct-radiomics/src/services/outlineDraft';
import {
  RadiologyService,
  type RadiologyServiceWorker,
} from '../../../../extensions/ct-radiomics/src/services/RadiologyService';
import { FakeRadiologyHost } from '../../../harness/fakeRadiologyHost';
import { fakeWindow } from '../../../harness/fakeWindow';
import { idleRadiologyWorker } from '../../../harness/idleRadiologyWorker';
import { memoryDrafts } from '../../../harness/memoryDrafts';
import { noReadings } from '../../../harness/noReadings';

fakeWindow();
const settled = () => new Promise(resolve => setTimeout(resolve, 0));

/** Measures the mask that it gets over intensities that rise along the columns. */
const worker: RadiologyServiceWorker = {
  ...idleRadiologyWorker,
  radiomics: ({ size, values }, settings) => {
    const intensities = Array.from(values, (_, at) => (at % size[0]) * 30);
    const result = radiomics({ size, spacingMm: [1, 1, 1], values: intensities, mask: values }, settings);
    const entries = featureCatalogue(settings.profile).filter(({ name }) => name in result.features);
    return Promise.resolve({ result, entries });
  },
};

async function openService(fake: FakeRadiologyHost) {
  const service = new RadiologyService(fake.host, memoryDrafts<OutlineDraft>(), worker, noReadings);
  service.enterMode();
  fake.show('1.2');
  await settled();
  return service;
}

test('two regions stand beside each other, and the file has a column for each', async () => {
  const fake = new FakeRadiologyHost();
  const service = await openService(fake);
  fake.addLabelmap('loaded', '1.2', 'First');
  fake.paint('loaded', 3);
  await service.measureFeatures();
  service.features.keep();
  fake.paint('loaded', 4);
  await service.measureFeatures();
  const { kept, latest } = service.features.state.get();
  expect([kept?.result.voxels, latest?.result.voxels]).toEqual([1, 2]);
  const lines = featuresCsv([kept, latest].filter(region => region !== undefined)).split('\n');
  expect(lines[0]).toContain('"First, 1 voxels, bins of 25","First, 2 voxels, bins of 25"');
  expect(lines.find(line => line.startsWith('original_shape_VoxelVolume'))).toContain(',1,2,pyradiomics,');
  service.leaveMode();
});

test('an empty outline is said, and nothing is measured', async () => {
  const fake = new FakeRadiologyHost();
  const service = await openService(fake);
  await service.measureFeatures();
  expect(service.state.get().failure?.message).toBe('There is no outline on this CT.');
  expect(service.features.state.get()).toMatchObject({ latest: undefined, isRunning: false });
  service.leaveMode();
});

test('another profile, another series and leaving the mode drop what was measured', async () => {
  const fake = new FakeRadiologyHost();
  const service = await openService(fake);
  fake.addLabelmap('loaded', '1.2');
  fake.paint('loaded', 3);
  const latest = () => service.features.state.get().latest;
  await service.measureFeatures();
  expect(latest()).toBeDefined();
  service.features.chooseProfile('ibsi');
  expect(latest()).toBeUndefined();
  await service.measureFeatures();
  expect(Object.keys(latest()?.result.features ?? {})).toHaveLength(482);
  fake.show('1.3');
  await settled();
  expect(latest()).toBeUndefined();
  service.leaveMode();
});

test('a bin width that is no number above 0 changes nothing', async () => {
  const service = await openService(new FakeRadiologyHost());
  for (const width of [0, -5, NaN, Infinity]) service.features.chooseBinWidth(width);
  expect(service.features.state.get().binWidth).toBe(25);
  service.features.chooseBinWidth(10);
  expect(service.features.state.get().binWidth).toBe(10);
  service.leaveMode();
});
