import { predictionResultSchema } from '@timescope/core/result/predictionResultSchema';
import { predictTargets } from '@timescope/extension-ct-radiomics/pipeline/predict';
import Ajv from 'ajv';
import { fixedNetwork as fixed } from '../../../harness/fixedNetwork';
import { handMadeCt, handMadeRoi } from '../../../harness/handMadeCt';

const ct = handMadeCt([30, 30, 3], () => 40);
const roi = handMadeRoi(ct, (i, j, k) => k === 1 && i > 4 && i < 25 && j > 4 && j < 20);
const context = { softwareVersion: 'test' };

test('one network gives its target, and the other targets are not evaluable with a reason', async () => {
  const { result, maps } = await predictTargets(ct, roi, { tils: fixed('tils', 0.75) }, {}, context);
  expect(result.slice).toMatchObject({ index: 1, areaMm2: 300, zMm: 5, chosenBy: 'largest area' });
  expect(result.targets).toMatchObject({ tils: { probability: 0.75, class: 'high' } });
  expect(Object.keys(result.notEvaluable)).toEqual(['tsr', 'is', 'time', 'time.derived', 'time.direct']);
  expect(result.time).toEqual({ derived: null, direct: null });
  expect(Object.keys(maps)).toEqual(['tils']);
});

test('the map is that of the class that is predicted', async () => {
  const low = await predictTargets(ct, roi, { tils: fixed('tils', 0.2) }, {}, context);
  expect(low.maps.tils).toMatchObject({ class: 'low', max: 1 });
  const high = await predictTargets(ct, roi, { tils: fixed('tils', 0.5) }, {}, context);
  expect(high.maps.tils).toMatchObject({ class: 'high' });
});

test('two high items of three make a high TIME, and its own network may disagree', async () => {
  const networks = {
    tsr: fixed('tsr', 0.9),
    tils: fixed('tils', 0.1),
    is: fixed('is', 0.5),
    time: fixed('time', 0.2),
  };
  const { result } = await predictTargets(ct, roi, networks, {}, context);
  expect(result.time).toEqual({ derived: { count: 2, class: 'high' }, direct: 'low' });
  expect(result.flags.map(flag => flag.code)).toContain('TIME_DISAGREES');
  expect(result.notEvaluable).toEqual({});
});

test('probabilities that do not add up to 1 are refused, and so is a network made for another target', async () => {
  const sum = predictTargets(ct, roi, { tils: fixed('tils', 0.7, 0.7) }, {}, context);
  await expect(sum).rejects.toMatchObject({ code: 'MODEL_OUTPUT' });
  const other = predictTargets(ct, roi, { tils: fixed('is', 0.7) }, {}, context);
  await expect(other).rejects.toMatchObject({ code: 'MODEL_MISMATCH' });
});

test('the hash is the same for the same input and another for another window', async () => {
  const networks = { tils: fixed('tils', 0.75) };
  const hash = async (window?: { center: number; width: number }) =>
    (await predictTargets(ct, roi, networks, window ? { window } : {}, context)).result.hash;
  expect(await hash()).toBe(await hash());
  expect(await hash({ center: 60, width: 300 })).not.toBe(await hash());
});

test('slices that are not 5 mm thick and demonstration weights are flagged', async () => {
  const thin = { ...ct, acquisition: { sliceThicknessMm: 1.25, contrastAgent: 'yes' } };
  const { result } = await predictTargets(thin, roi, { tils: fixed('tils', 0.4) }, {}, context);
  expect(result.flags.map(flag => flag.code)).toEqual(['SLICE_THICKNESS', 'CONTRAST', 'DEMONSTRATION']);
});

test('a run that was cancelled does not start a network', async () => {
  const signal = AbortSignal.abort();
  const run = predictTargets(ct, roi, { tils: fixed('tils', 0.4) }, {}, { ...context, signal });
  await expect(run).rejects.toThrow('aborted');
});

test('results with one network and with all of them follow the schema, a broken one does not', async () => {
  const validate = new Ajv({ strict: false }).compile(predictionResultSchema);
  const follows = (result: object) => validate(JSON.parse(JSON.stringify(result)));
  const one = await predictTargets(ct, roi, { tils: fixed('tils', 0.75) }, {}, context);
  const all = await predictTargets(
    ct,
    roi,
    { tsr: fixed('tsr', 0.9), tils: fixed('tils', 0.1), is: fixed('is', 0.5), time: fixed('time', 0.2) },
    {},
    context,
  );
  expect(follows(one.result)).toBe(true);
  expect(follows(all.result)).toBe(true);
  expect(follows({ ...one.result, targets: { tils: { probability: 1.5 } } })).toBe(false);
  expect(follows({ ...one.result, hash: '' })).toBe(false);
});
