import { compressed } from '@timescope/synthetic/field/compressed';
import { makeField } from '@timescope/synthetic/field/field';
import type { FieldSpec } from '@timescope/synthetic/field/fieldSpec';
import { humanLabelNames, humanLabels, type HumanLabels } from './humanLabels';
import type { LabelledImage } from './labelledImage';
import { recoloured } from './recoloured';
import { styleOf } from './sameNuclei';

/**
 * The 80 crops as they are: nuclei are known, none is positive.
 * @param mppOf by default scales each crop's nuclei to the same size
 */
export async function humanCrops(mppOf = (crop: HumanLabels) => crop.mpp): Promise<LabelledImage[]> {
  const crops = await Promise.all(humanLabelNames().map(humanLabels));
  return crops.map(crop => {
    const mpp = mppOf(crop);
    const truth = crop.nuclei.map(({ x, y }) => ({ x: x * mpp, y: y * mpp, grade: 0 }));
    return { name: crop.name, rgb: crop.rgb, mpp, truth, style: styleOf(crop.rgb) };
  });
}

export async function recolouredCrops(): Promise<LabelledImage[]> {
  const crops = await Promise.all(humanLabelNames().map(humanLabels));
  return crops.map((crop, index) => recoloured(crop, index + 1));
}

export async function fieldImage(spec: FieldSpec): Promise<LabelledImage> {
  const field = makeField(spec);
  const truth = field.cells.map(({ x, y, grade }) => ({ x, y, grade }));
  return { name: `field ${spec.seed}`, rgb: await compressed(field), mpp: spec.mpp, truth };
}
