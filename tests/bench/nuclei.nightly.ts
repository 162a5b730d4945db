import { testOnRealData } from '../harness/sharedData';
import { f1, together, type Agreement } from './validation/agreement';
import { agreements } from './validation/comparison';
import { humanCrops } from './validation/imageSets';
import { OURS } from './validation/methods';

testOnRealData(
  'human-labelled nuclei of 80 crops: F1 at least 0.67 at 0.5 um/px, 0.81 with nuclei scaled to 7 um',
  async () => {
    const plain = together(await agreements(await humanCrops(() => 0.5), OURS));
    const scaled = together(await agreements(await humanCrops(), OURS));
    report('0.5 um/px', plain);
    report('scaled', scaled);
    expect(f1(plain)).toBeGreaterThanOrEqual(0.67);
    expect(f1(scaled)).toBeGreaterThanOrEqual(0.81);
  },
  600_000,
);

function report(what: string, all: Agreement): void {
  process.stderr.write(
    `DSB2018, ${what}: F1 ${f1(all).toFixed(4)}, precision ${(all.pairs / all.found).toFixed(3)}, ` +
      `recall ${(all.pairs / all.labelled).toFixed(3)}, ${all.found} found, ${all.labelled} labelled\n`,
  );
}
