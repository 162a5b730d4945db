import { jest } from '@jest/globals';
import { predictionResultSchema } from '@timescope/core/result/predictionResultSchema';
import { pngOf } from '@timescope/runtime/encode/png';
import { niftiFile } from '@timescope/core/nifti/niftiFile';
import { writeCtSeries } from '@timescope/synthetic/ct/writeDemoCt';
import { demoCtDescription } from '@timescope/synthetic/demoPatient';
import Ajv from 'ajv';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dicomize } from '../../packages/cli/src/commands/dicomize';
import { predict } from '../../packages/cli/src/commands/predict';
import { score } from '../../packages/cli/src/commands/score';
import { drawnSlide, randomDiscs } from '../extensions/ihc-scoring/pipeline/drawnSlide';
import { handMadeCt, handMadeRoi } from '../harness/handMadeCt';
import { printedBy } from '../harness/printedBy';

// The engine takes seconds on a busy machine.
jest.setTimeout(60_000);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-partial-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('predict ends with 0, also beside a licence, and with 10 when a file of the series could not be read', async () => {
  const ct = handMadeCt([40, 40, 3], (i, j) => i + j);
  const [series, roi] = [path.join(folder, 'ct'), path.join(folder, 'roi.nii')];
  await mkdir(series);
  await writeCtSeries(series, ct, { ...demoCtDescription, spacingMm: { x: 1, y: 1 } }, () => undefined);
  await writeFile(
    roi,
    niftiFile(handMadeRoi(ct, (i, j, k) => k === 1 && i > 9 && i < 30 && j > 9 && j < 30)),
  );
  const argv = [series, '--roi', roi, '--json', '--out', path.join(folder, 'out')];
  const whole = await printedBy(predict, ...argv);
  expect(whole.code).toBe(0);
  await writeFile(path.join(series, 'LICENSE'), 'Text beside the images.');
  expect((await printedBy(predict, ...argv)).code).toBe(0);
  expect(new Ajv({ strict: false }).validate(predictionResultSchema, JSON.parse(whole.text))).toBe(true);
  await writeFile(path.join(series, 'damaged.dcm'), 'not an image');
  const partial = await printedBy(predict, ...argv);
  expect(partial.code).toBe(10);
  expect(partial.text).toContain('1 files were left out');
});

test('score ends with 0, and with 10 when a level of the slide could not be read', async () => {
  const [image, slide] = [path.join(folder, 'slide.png'), path.join(folder, 'slide')];
  await writeFile(image, await pngOf(drawnSlide(1300, 700, randomDiscs(1300, 700, 900, 3))));
  await printedBy(dicomize, image, '--mpp', '0.25', '--out', slide);
  expect((await printedBy(score, slide, '--marker', 'ki67')).code).toBe(0);
  await declareBigEndian(path.join(slide, (await readdir(slide)).sort().at(-1) ?? ''));
  expect((await printedBy(score, slide, '--marker', 'ki67')).code).toBe(10);
});

/** Changes the last digit of the transfer syntax: a level that is not read. */
async function declareBigEndian(file: string): Promise<void> {
  const bytes = await readFile(file);
  const at = bytes.indexOf('1.2.840.10008.1.2.1\0', 0, 'latin1');
  bytes.write('1.2.840.10008.1.2.2', at, 'latin1');
  await writeFile(file, bytes);
}
