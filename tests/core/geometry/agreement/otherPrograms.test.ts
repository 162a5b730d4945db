import { jest } from '@jest/globals';
import { agreementOf, type Agreement } from '@timescope/core/geometry/agreement/agreement';
import type { SetDistances } from '@timescope/core/geometry/agreement/setDistances';
import type { RoiMask } from '@timescope/core/volume';
import { readNiftiMask } from '@timescope/runtime/itk';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repository } from '../../../harness/commandLine';
import { handMadeMask } from '../../../harness/handMadeMasks';
import { niftiBytes } from '../../../harness/niftiBytes';
import { alongAxes, generatedPair, otherReader } from '../../../harness/readerPairs';
import { sharedData, testOnRealData } from '../../../harness/sharedData';

// The other programs and the NIfTI reader take seconds on a busy machine.
jest.setTimeout(180_000);

const folder = mkdtempSync(path.join(tmpdir(), 'agreement-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Which of our numbers is which line of `plastimatch dice --all` (version 1.9.4). */
const LINES: Readonly<Record<string, (said: Agreement) => number>> = {
  'DICE:': ({ dice }) => dice,
  'Hausdorff distance =': ({ region }) => region.hausdorffMm,
  'Percent (0.95) Hausdorff distance =': ({ region }) => region.hd95Mm,
  'Hausdorff distance (boundary) =': ({ hausdorffMm }) => hausdorffMm,
  'Percent (0.95) Hausdorff distance (boundary) =': ({ hd95Mm }) => hd95Mm,
};
const MEANS: typeof LINES = {
  'Avg average Hausdorff distance =': ({ region }) => region.meanMm,
  'Max average Hausdorff distance =': ({ region }) => Math.max(region.aToB.meanMm, region.bToA.meanMm),
  'Avg average Hausdorff distance (boundary) =': ({ meanSurfaceDistanceMm }) => meanSurfaceDistanceMm,
  'Max average Hausdorff distance (boundary) =': ({ surface }) =>
    Math.max(surface.aToB.meanMm, surface.bToA.meanMm),
};
const FIVE_DIGITS = 1e-5;
/** plastimatch's distance map is approximate and only ever too long: means of many distances show it. */
const ITS_MAP = 1e-3;

/** Pair 13 has a voxel whose distance in plastimatch's map is 1.9 % too long; scipy's exact map says ours. */
const SEEDS = Array.from({ length: 18 }, (_, seed) => seed);
const WITH_A_WRONG_MAXIMUM = 13;

test('17 generated pairs with holes, in pieces, on one slice: plastimatch has Dice, Hausdorff and HD95 to 5 digits', () => {
  for (const seed of SEEDS.filter(each => each !== WITH_A_WRONG_MAXIMUM))
    expectAsPlastimatch(`pair ${seed}`, ...generatedPair(seed));
});

test('9 voxels inside 15 are the same to plastimatch', () => {
  const rows = (end: number) =>
    handMadeMask([9, 9, 5], (i, j, k) => k === 2 && i > 1 && i < 5 && j > 1 && j < end);
  expectAsPlastimatch('rows', rows(5), rows(7));
});

testOnRealData(
  'five real tumours, outlined anew: plastimatch has Dice, Hausdorff and HD95 to 5 digits',
  async () => {
    for (const patient of ['STS_001', 'STS_002', 'STS_003', 'STS_006', 'STS_010']) {
      const tumour = alongAxes(
        await readNiftiMask(sharedData(`ct-sarcoma-sts/nifti/${patient}/CT_mask.nii.gz`)),
      );
      expectAsPlastimatch(patient, tumour, otherReader(tumour));
    }
  },
);

test("18 generated pairs: every count, maximum, percentile and mean is that of scipy's exact distance map", () => {
  const pairs = SEEDS.map(generatedPair);
  const files = pairs.flatMap(([a, b], seed) => written(`scipy-${seed}`, a, b));
  const script = path.join(repository, 'tests/oracles/agreement.py');
  const lines = execFileSync('/usr/bin/python3', [script, ...files], { encoding: 'utf8' })
    .trim()
    .split('\n');
  pairs.forEach(([a, b], seed) => {
    const { surface, region } = agreementOf(a, b);
    const theirs = JSON.parse(lines[seed] ?? '') as Record<'surface' | 'region', SetDistances>;
    for (const [ours, other] of [
      [surface, theirs.surface],
      [region, theirs.region],
    ] as const)
      for (const way of ['aToB', 'bToA'] as const) {
        expect(ours[way].voxels).toBe(other[way].voxels);
        // The spacing of a NIfTI file is a float32: 1e-6 is what it loses.
        for (const key of ['maxMm', 'p95Mm', 'meanMm'] as const)
          expect(ours[way][key]).toBeCloseTo(other[way][key], 5);
      }
  });
});

function expectAsPlastimatch(name: string, a: RoiMask, b: RoiMask): void {
  const printed = execFileSync('plastimatch', ['dice', '--all', ...written(name, a, b)], {
    encoding: 'utf8',
  }).split('\n');
  const said = agreementOf(a, b);
  const theirs = (line: string) =>
    Number(printed.find(text => text.startsWith(line))?.slice(line.length) ?? NaN);
  for (const [line, ours] of Object.entries(LINES))
    expectWithin(FIVE_DIGITS, ours(said), theirs(line), name, line);
  for (const [line, ours] of Object.entries(MEANS))
    expectWithin(ITS_MAP, ours(said), theirs(line), name, line);
}

/** Six digits after the point are printed, so a millionth is no difference. */
function expectWithin(share: number, ours: number, theirs: number, name: string, line: string): void {
  const isSame = Math.abs(ours - theirs) <= Math.max(share * theirs, 1e-6);
  expect({ name, line, number: isSame ? theirs : ours }).toEqual({ name, line, number: theirs });
}

function written(name: string, ...masks: [RoiMask, RoiMask]): string[] {
  return masks.map((mask, reader) => {
    const file = path.join(folder, `${name}-${reader}.nii`);
    writeFileSync(file, niftiBytes(mask, mask.values));
    return file;
  });
}
