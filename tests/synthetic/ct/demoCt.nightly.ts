import { sha256Hex } from '@timescope/core/sha256';
import { demoCt, type DemoCt } from '@timescope/synthetic/ct/demoCt';

/** Drawing a scan takes about 15 s of one core; CI machines are shared. */
const MINUTES = 600_000;

const digests = ({ volume, tumour }: DemoCt) => [
  sha256Hex(new Uint8Array(volume.hu.buffer)),
  sha256Hex(tumour.values),
];

test(
  'the same seed gives the same scan and the same tumour, another seed another patient',
  () => {
    const [first, again, other] = [1, 1, 2].map(seed => digests(demoCt(seed)));
    expect(again).toEqual(first);
    expect(other?.[0]).not.toBe(first?.[0]);
    expect(other?.[1]).not.toBe(first?.[1]);
  },
  MINUTES,
);

test(
  'every seed gives a tumour of 15 to 70 ml that enhances',
  () => {
    for (const seed of [3, 4, 5]) {
      const { volume, tumour } = demoCt(seed);
      let [voxels, sum] = [0, 0];
      tumour.values.forEach((inside, index) => {
        voxels += inside;
        sum += inside * (volume.hu[index] ?? 0);
      });
      const millilitres = (voxels * 0.75 * 0.75 * 5) / 1000;
      expect(millilitres).toBeGreaterThan(15);
      expect(millilitres).toBeLessThan(70);
      expect(sum / voxels).toBeGreaterThan(40);
    }
  },
  MINUTES,
);
