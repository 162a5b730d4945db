import { chosenDetector } from '@timescope/extension-ihc-scoring/pipeline/detection/network/networkDetector';
import type { Preset } from '@timescope/extension-ihc-scoring/pipeline/presets/preset';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import type { Network } from '@timescope/core/network';
import { testOnRealData } from '../harness/sharedData';
import { agreementOf, positiveF1, together, type Agreement } from './validation/agreement';
import { humanLabelNames, humanLabels, type HumanLabels } from './validation/humanLabels';
import { cellsIn, gradedCells } from './validation/methods';
import { recoloured } from './validation/recoloured';
import { f1Of, sameNuclei, styleOf, type SameNuclei, type Style } from './validation/sameNuclei';
import { besideNetwork, learnedFrom } from './validation/unseenNetwork';

// Networks that learned from the crops of one visual style, on the crops of the other, alone, beside the classical detector, and that alone, on
// the same crops. Spacing is assumed: each crop's median nucleus is taken for 7 um. Positives are matched by their centres.

const CLASSICAL = presets['h-score'];

interface Measured {
  readonly asTheyAre: number;
  readonly recoloured: number;
  readonly positives: number;
}

testOnRealData.each([
  ['white', 'lilac'],
  ['lilac', 'white'],
] as const)(
  'learned from %s crops, tried on %s ones: beside the classical detector F1 at least 0.70 as they are and in H-DAB, there 0.10 above it alone, positives 0.80',
  async (from, on) => {
    const learned = await learnedFrom(from);
    const { card, network } = learned;
    const crops = await cropsOf(on);
    const classical = await measured(crops, CLASSICAL);
    const alone = await measured(crops, { ...CLASSICAL, detector: chosenDetector(card, undefined) }, network);
    const beside = await measured(crops, besideNetwork(CLASSICAL, learned), network);
    report(`${on}, classical`, classical);
    report(`${on}, network`, alone);
    report(`${on}, network beside classical`, beside);
    for (const each of ['asTheyAre', 'recoloured'] as const) {
      expect(beside[each]).toBeGreaterThanOrEqual(0.7);
      expect(beside[each]).toBeGreaterThan(alone[each]);
    }
    expect(alone.recoloured).toBeGreaterThanOrEqual(0.7);
    expect(beside.positives).toBeGreaterThanOrEqual(0.8);
    expect(beside.recoloured - classical.recoloured).toBeGreaterThanOrEqual(0.1);
  },
  900_000,
);

async function measured(crops: readonly HumanLabels[], preset: Preset, network?: Network): Promise<Measured> {
  const asTheyAre: SameNuclei[] = [];
  const inDab: SameNuclei[] = [];
  const positives: Agreement[] = [];
  for (const [index, crop] of crops.entries()) {
    asTheyAre.push(sameNuclei(await cellsIn(crop, preset, network), crop));
    const brown = recoloured(crop, index + 1);
    const cells = await cellsIn(brown, preset, network);
    inDab.push(sameNuclei(cells, crop));
    positives.push(agreementOf(gradedCells(cells, brown.mpp), brown.truth));
  }
  return { asTheyAre: f1Of(asTheyAre), recoloured: f1Of(inDab), positives: positiveF1(together(positives)) };
}

async function cropsOf(style: Style): Promise<readonly HumanLabels[]> {
  const crops = await Promise.all(humanLabelNames().map(humanLabels));
  return crops.filter(({ rgb }) => styleOf(rgb) === style);
}

function report(what: string, { asTheyAre, recoloured: brown, positives }: Measured): void {
  process.stderr.write(
    `${what}: F1 at 0.5 IoU ${asTheyAre.toFixed(3)}, recoloured ${brown.toFixed(3)}; positive F1 ${positives.toFixed(3)}\n`,
  );
}
