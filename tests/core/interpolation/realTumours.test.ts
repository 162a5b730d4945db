import { diceOf } from '@timescope/core/geometry/agreement/dice';
import {
  interpolateMask,
  type SliceFiller,
  type SliceStack,
} from '@timescope/core/interpolation/interpolateMask';
import { signedDistanceFiller } from '@timescope/core/interpolation/signedDistance';
import type { RoiMask } from '@timescope/core/volume';
import { readNiftiMask } from '@timescope/runtime/itk';
import { morphologicalFiller } from '@timescope/runtime/itkInterpolation';
import { readdir } from 'node:fs/promises';
import { sharedData, testOnRealData } from '../../harness/sharedData';

interface Measured {
  readonly tumour: string;
  readonly morphological: number;
  readonly signedDistance: number;
  readonly copied: number;
}

testOnRealData(
  'real tumours from every third slice and the last: Dice at least 0.94 on each and 0.97 in the mean',
  async () => {
    const folder = sharedData('ct-sarcoma-sts/nifti');
    const measured: Measured[] = [];
    for (const tumour of (await readdir(folder)).toSorted())
      measured.push(await measure(tumour, await readNiftiMask(`${folder}/${tumour}/CT_mask.nii.gz`)));
    process.stdout.write(tableOf(measured));
    for (const { morphological, signedDistance, copied } of measured) {
      expect(signedDistance).toBeGreaterThanOrEqual(0.94);
      // The default method is the one that measures better.
      expect(signedDistance).toBeGreaterThanOrEqual(morphological);
      expect(morphological).toBeGreaterThan(copied);
    }
    const mean = measured.reduce((sum, { signedDistance }) => sum + signedDistance, 0) / measured.length;
    expect(mean).toBeGreaterThanOrEqual(0.97);
  },
  120_000,
);

async function measure(tumour: string, whole: RoiMask): Promise<Measured> {
  const drawn = everyThird(whole);
  const dice = async (fill: SliceFiller) =>
    diceOf((await interpolateMask(drawn, fill)).mask.values, whole.values).dice;
  return {
    tumour,
    morphological: await dice(morphologicalFiller),
    signedDistance: await dice(signedDistanceFiller),
    copied: await dice(copyNearest),
  };
}

function everyThird(whole: RoiMask): RoiMask {
  const [nx, ny, nz] = whole.size;
  const slice = (k: number) => whole.values.subarray(k * nx * ny, (k + 1) * nx * ny);
  const drawn = Array.from({ length: nz }, (_, k) => k).filter(k => slice(k).includes(1));
  const kept = new Set(drawn.filter((k, index) => index % 3 === 0 || k === drawn.at(-1)));
  const values = new Uint8Array(whole.values.length);
  for (const k of kept) values.set(slice(k), k * nx * ny);
  return { ...whole, values };
}

const copyNearest: SliceFiller = ({ values, width, height, drawn }: SliceStack) => {
  const pixels = width * height;
  const filled = values.slice();
  for (let k = 0; k < values.length / pixels; k++) {
    const nearest = drawn.reduce((best, at) => (Math.abs(at - k) < Math.abs(best - k) ? at : best));
    filled.set(values.subarray(nearest * pixels, (nearest + 1) * pixels), k * pixels);
  }
  return Promise.resolve(filled);
};

const tableOf = (measured: readonly Measured[]) =>
  ['tumour  morphological  signed distance  copied']
    .concat(
      measured.map(({ tumour, morphological, signedDistance, copied }) =>
        [tumour, ...[morphological, signedDistance, copied].map(dice => dice.toFixed(4))].join('  '),
      ),
    )
    .join('\n') + '\n';
