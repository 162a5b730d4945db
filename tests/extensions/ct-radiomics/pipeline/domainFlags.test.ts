import type { CtAcquisition } from '@timescope/core/volume';
import type { Networks, PredictionRequest } from '@timescope/extension-ct-radiomics/pipeline/prediction';
import { predictTargets } from '@timescope/extension-ct-radiomics/pipeline/predict';
import { fixedNetwork } from '../../../harness/fixedNetwork';
import { ctFromDicom } from '../../../harness/derivedFromCt';
import { handMadeRoi } from '../../../harness/handMadeCt';

const ct = ctFromDicom([30, 30, 3], () => 40);
/** 20 x 15 mm on one slice. */
const roi = handMadeRoi(ct, (i, j, k) => k === 1 && i > 4 && i < 25 && j > 4 && j < 20);
/** Plain, 5 mm, untilted, of the abdomen, from the scanner that the card names. */
const usual: CtAcquisition = {
  sliceThicknessMm: 5,
  gantryTiltDegrees: 0,
  bodyPart: 'ABDOMEN',
  manufacturer: 'ACME',
  scannerModel: 'One',
};

/** Flags of a prediction by a network that learned from patients on one scanner. */
async function flagsOf(
  changed: Partial<CtAcquisition> = {},
  { scanners = ['Acme One'] as readonly string[], mask = roi, request = {} } = {},
) {
  const network = fixedNetwork('tils', 0.75);
  const trainedOn = { ...network.card.trainedOn, synthetic: false, scanners };
  const learned = { ...network, card: { ...network.card, trainedOn } };
  const volume = { ...ct, acquisition: { ...usual, ...changed } };
  const { result } = await predictTargets(volume, mask, { tils: learned }, request, {
    softwareVersion: 'test',
  });
  return result.flags;
}

test('a plain CT of the abdomen in 5 mm slices from the known scanner has no flag', async () => {
  expect(await flagsOf()).toEqual([]);
  expect(await flagsOf({ bodyPart: 'CHEST_ABDOMEN_PELVIS' })).toEqual([]);
});

test('networks that fell back to the reference tier for one reason give one flag, and the hash of that tier', async () => {
  const said = async (tierNote?: string) => {
    const of = (target: 'tils' | 'is') => ({ ...fixedNetwork(target, 0.75), ...(tierNote && { tierNote }) });
    const volume = { ...ct, acquisition: usual };
    const networks = { tils: of('tils'), is: of('is') };
    return (await predictTargets(volume, roi, networks, {}, { softwareVersion: 'test' })).result;
  };
  const [asked, fallen] = [await said(), await said('No adapter.')];
  expect(fallen.flags.filter(({ code }) => code === 'REFERENCE_TIER')).toEqual([
    { code: 'REFERENCE_TIER', message: 'No adapter.' },
  ]);
  expect(asked.flags.some(({ code }) => code === 'REFERENCE_TIER')).toBe(false);
  expect(fallen.hash).toBe(asked.hash);
});

test.each<[string, Partial<CtAcquisition>, string]>([
  ['CONTRAST', { contrastAgent: 'GASTRO & OMNI' }, 'raises the HU of tumour and vessels'],
  ['SLICE_THICKNESS', { sliceThicknessMm: 1.25 }, 'Thinner slices are noisier'],
  ['SLICE_THICKNESS', { sliceThicknessMm: 10 }, 'Thicker slices blur more'],
  ['GANTRY_TILT', { gantryTiltDegrees: -12 }, 'cut the tumour at another angle'],
  ['BODY_PART', { bodyPart: 'EXTREMITY' }, 'other stroma and other surroundings'],
  ['SCANNER', { scannerModel: 'Two' }, 'differ between scanners'],
])('%s (%j) is the only flag and says why it matters', async (code, changed, why) => {
  const flags = await flagsOf(changed);
  expect(flags.map(flag => flag.code)).toEqual([code]);
  expect(flags[0]?.message).toContain(why);
});

test.each(['SCAPULA', 'CAPUT', 'TAPERED', 'RIGHT SCAPULA', 'DIRECT'])(
  'the body part %s is flagged: abbreviations count as whole words only',
  async bodyPart => {
    expect((await flagsOf({ bodyPart })).map(flag => flag.code)).toEqual(['BODY_PART']);
  },
);

test.each(['CAP', 'TAP', 'CT_CAP', 'tap/plain', 'RECTUM', 'COLORECTAL', 'ABDOMENPELVIS', 'WHOLEBODY'])(
  'the body part %s shows colon or rectum and is not flagged',
  async bodyPart => {
    expect(await flagsOf({ bodyPart })).toEqual([]);
  },
);

test('an ROI below 1 cm2 is flagged with what enlarging it means, one of 1 cm2 is not', async () => {
  const square = (side: number) => handMadeRoi(ct, (i, j, k) => k === 1 && i < side && j < 10);
  const flags = await flagsOf({}, { mask: square(9) });
  expect(flags.map(flag => flag.code)).toEqual(['SMALL_ROI']);
  expect(flags[0]?.message).toContain('0.90 cm2');
  expect(await flagsOf({}, { mask: square(10) })).toEqual([]);
});

test('a maker alone names all of its scanners; a card without scanners says so by an empty list', async () => {
  expect(await flagsOf({ scannerModel: 'Two' }, { scanners: ['ACME'] })).toEqual([]);
  expect((await flagsOf({}, { scanners: [] }))[0]?.message).toContain('learned from images of no scanner');
});

test.each<[PredictionRequest, string]>([
  [{ crop: 'masked' }, 'The crop is masked;'],
  [{ margin: 20 }, 'The crop has a margin of 20 px;'],
  [{ window: { center: -600, width: 1500 } }, 'The crop has the window C -600 W 1500;'],
  [{ crop: 'masked', margin: 10 }, 'The crop is masked, has a margin of 10 px;'],
])('a crop of another kind than the networks learned from (%j) is flagged', async (request, says) => {
  const flags = await flagsOf({}, { request });
  expect(flags.map(flag => flag.code)).toEqual(['CROP']);
  expect(flags[0]?.message).toContain(says);
  expect(await flagsOf({}, { request: { crop: 'box', margin: 0 } })).toEqual([]);
});

test('demonstration weights beside a network of patients are named', async () => {
  const [synthetic, other] = [fixedNetwork('tils', 0.75), fixedNetwork('is', 0.75)];
  const trainedOn = { ...other.card.trainedOn, synthetic: false };
  const learned = { ...other, card: { ...other.card, trainedOn } };
  const said = async (networks: Networks) => {
    const { result } = await predictTargets(ct, roi, networks, {}, { softwareVersion: 'test' });
    return result.flags.filter(({ code }) => code === 'DEMONSTRATION').map(({ message }) => message);
  };
  expect(await said({ tils: synthetic, is: learned })).toEqual([
    'Demonstration weights, no clinical meaning: TILs.',
  ]);
  expect(await said({ tils: synthetic })).toEqual(['Demonstration weights, no clinical meaning.']);
  expect(await said({ is: learned })).toEqual([]);
});
