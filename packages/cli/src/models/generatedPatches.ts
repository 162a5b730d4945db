import type { Network } from '@timescope/core/network';
import { median } from '@timescope/core/statistics/quantile';
import {
  HALO_PX,
  PATCH_CLASSES,
  PATCH_PX,
  SEEN_PX,
} from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchNetworks';
import {
  grown,
  innerOf,
  mirrored,
  mostProbable,
  stainPlane,
} from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchPixels.kernel';
import { hScoreOf } from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchScore';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { stainTables } from '@timescope/extension-ihc-scoring/pipeline/stain/stainTables';
import { RUIFROK_H_DAB } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { trainingPatches, type TrainingPatch } from '@timescope/synthetic/tissue/trainingPatches';
import { TISSUE_RANGES } from '@timescope/synthetic/tissue/trainingTiles';
import type { Measured } from './tasks';

/** Those of the cards' figures: ranges of their own, which training never sees. */
const PATCHES = 60;

/** Dice of each class, and of nuclei, over all pixels of all patches, as `train_tissue.py` computes them. */
export async function diceOnGeneratedPatches(network: Network): Promise<readonly Measured[]> {
  const started = performance.now();
  const overlaps = new Map<string, { both: number; sizes: number }>();
  const add = (name: string, isFound: (i: number) => boolean, isDrawn: (i: number) => boolean) => {
    const sum = overlaps.get(name) ?? { both: 0, sizes: 0 };
    for (let i = 0; i < PATCH_PX * PATCH_PX; i++) {
      const [found, drawn] = [isFound(i), isDrawn(i)];
      sum.both += found && drawn ? 1 : 0;
      sum.sizes += (found ? 1 : 0) + (drawn ? 1 : 0);
    }
    overlaps.set(name, sum);
  };
  for await (const patch of trainingPatches(TISSUE_RANGES.test, PATCHES)) {
    const { classes, nuclei } = await seen(network, patch);
    PATCH_CLASSES.forEach((name, at) => {
      add(
        name,
        i => classes[i] === at,
        i => patch.classes.values[i] === at,
      );
    });
    if (nuclei)
      add(
        'nuclei',
        i => (nuclei[i] ?? 0) >= network.card.threshold.value,
        i => (patch.nuclei.values[i] ?? 0) > 0,
      );
  }
  const seconds = (performance.now() - started) / 1000;
  return [...overlaps].map(([name, { both, sizes }]) => ({
    recipe: `generated-patches-dice-${name}`,
    value: (2 * both) / Math.max(1, sizes),
    seconds,
  }));
}

/** What the network says of a patch whose edges are continued as a mirror. */
async function seen(network: Network, patch: TrainingPatch) {
  const values = mirrored(planesOf(patch).haematoxylin, PATCH_PX, HALO_PX);
  const { tissue, nuclei } = await network.run({ shape: network.card.input.shape, values });
  const classes = mostProbable(tissue?.values ?? new Float32Array(), PATCH_CLASSES.length);
  return {
    classes: innerOf(classes, SEEN_PX, HALO_PX),
    nuclei: nuclei && innerOf(nuclei.values, SEEN_PX, HALO_PX),
  };
}

function planesOf({ image, white }: TrainingPatch) {
  const at = { x: 0, y: 0, width: PATCH_PX, height: PATCH_PX };
  const tables = stainTables({ white, vectors: RUIFROK_H_DAB });
  const plane = (table: typeof tables.dab) => stainPlane(image, at, at, PATCH_PX, table);
  return { haematoxylin: plane(tables.haematoxylin), dab: plane(tables.dab) };
}

/** Fewer target pixels than this share of a patch say nothing; cells are nuclei grown by 4 um: `tissue/scores.py`. */
const LEAST_TARGET = 0.01;
const GROWN_PX = 9;
/** H-score points: table and training differ in the last digits of a density. Ours. */
const POINTS = 0.1;

/** Errors against the formula, in H-score points, of the patches with tumour, as `train_score.py` computes them. */
export async function errorsOnGeneratedPatches(network: Network): Promise<readonly Measured[]> {
  const started = performance.now();
  const errors: number[] = [];
  for await (const patch of trainingPatches(TISSUE_RANGES.test, PATCHES)) {
    const target = targetOf(patch);
    if (target.filter(is => is === 1).length < LEAST_TARGET * target.length) continue;
    const { dab } = planesOf(patch);
    const values = new Float32Array([...dab, ...target]);
    const { score } = await network.run({ shape: network.card.input.shape, values });
    const formula = hScoreOf(dab, target, presets['h-score'].gradeThresholds);
    errors.push(Math.abs((score?.values[0] ?? NaN) - (formula ?? NaN)));
  }
  const seconds = (performance.now() - started) / 1000;
  const figures = {
    median: median(errors),
    mean: errors.reduce((sum, each) => sum + each, 0) / errors.length,
  };
  return Object.entries(figures).map(([name, value]) => ({
    recipe: `generated-patches-${name}-error`,
    value,
    seconds,
    tolerance: POINTS,
  }));
}

/** Tumour within reach of a nucleus. */
function targetOf({ classes, nuclei }: TrainingPatch): Uint8Array {
  const inNuclei = Float32Array.from(nuclei.values, label => Math.min(1, label));
  const near = inNuclei.some(is => is === 1) ? grown(inNuclei, PATCH_PX, 1, GROWN_PX) : undefined;
  return classes.values.map((each, i) => (each === 0 && near?.[i] !== 0 ? 1 : 0));
}
