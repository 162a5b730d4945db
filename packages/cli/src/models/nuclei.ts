import { plainImageSource } from '@timescope/core/plainPyramid';
import type { ModelCard } from '@timescope/core/modelCard';
import type { Network } from '@timescope/core/network';
import { micrometresPerPixel } from '@timescope/core/units';
import { networkDetector } from '@timescope/extension-ihc-scoring/pipeline/detection/network/networkDetector';
import { inThisThread } from '@timescope/extension-ihc-scoring/pipeline/inThisThread';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { scoreWithCells } from '@timescope/extension-ihc-scoring/pipeline/scoreWithCells';
import { loadNucleusKernels } from '@timescope/runtime/kernels/loadNucleusKernels';
import { compressed } from '@timescope/synthetic/field/compressed';
import { makeField, type Field } from '@timescope/synthetic/field/field';
import { scannerField, type FieldSpec } from '@timescope/synthetic/field/fieldSpec';
import type { Measured, Task } from './tasks';

/** Fields of their own: training takes seeds from 1001, the validation's lie below 200. */
const FIRST_SEED = 9001;
const FIELDS = 12;

export const nuclei: Task = {
  tryOut: network => foundIn(network, fieldAt(0, network.card)),
  measure: f1OnGeneratedFields,
};

async function f1OnGeneratedFields(network: Network): Promise<readonly Measured[]> {
  const started = performance.now();
  let [pairs, found, drawn] = [0, 0, 0];
  for (let index = 0; index < FIELDS; index++) {
    const field = fieldAt(index, network.card);
    const centres = await foundIn(network, field);
    const hit = new Set(centres.map(([x, y]) => labelAt(field, x, y)).filter(label => label > 0));
    pairs += hit.size;
    found += centres.length;
    drawn += field.cells.length;
  }
  const value = (2 * pairs) / Math.max(1, found + drawn);
  return [{ recipe: 'generated-fields', value, seconds: (performance.now() - started) / 1000 }];
}

/**
 * Half as wide as those of the validation; counterstain, stain and share of positive cells run through their ranges. Brown
 * lies where the card says that its markers have it.
 */
function fieldAt(index: number, { compartment }: ModelCard): Field {
  const share = index / (FIELDS - 1);
  const dab = 0.6 + ((5 * share) % 1);
  const positive = 0.1 + 0.7 * ((3 * share) % 1);
  return makeField({
    ...scannerField,
    seed: FIRST_SEED + index,
    sizeUm: 160,
    mpp: index % 2 === 0 ? 0.25 : 0.5,
    haematoxylin: 0.4 + share,
    dab,
    ...(compartment === 'membrane' ? brownAround(dab, positive) : { positive }),
  });
}

const brownAround = (dab: number, positive: number): Pick<FieldSpec, 'positive' | 'wholeCell'> => ({
  positive: 0,
  wholeCell: { membranePositive: positive, membrane: 0.6 * dab, complete: 0.5, cytoplasm: 0.2 * dab },
});

/** Number of the nucleus, among the field's own cells, in which a point lies; 0 outside. */
function labelAt({ labels, cells }: Field, x: number, y: number): number {
  const label = labels.values[Math.floor(y) * labels.width + Math.floor(x)] ?? 0;
  return label <= cells.length ? label : 0;
}

/** Centres of the nuclei that the pipeline finds, in pixels of the field. */
async function foundIn(
  network: Network,
  field: Field,
): Promise<readonly (readonly [x: number, y: number])[]> {
  const source = plainImageSource(await compressed(field), micrometresPerPixel(field.spec.mpp));
  const marker = network.card.compartment === 'membrane' ? 'h-score-membrane' : 'h-score';
  const preset = { ...presets[marker], detector: networkDetector(network.card) };
  const runner = inThisThread(source, await loadNucleusKernels(), network);
  const { cells } = await scoreWithCells(
    source,
    { preset, slide: { description: '', digest: '' } },
    { runner },
  );
  return Array.from({ length: cells.count }, (_, cell) => [
    cells.centroids[2 * cell] ?? 0,
    cells.centroids[2 * cell + 1] ?? 0,
  ]);
}
