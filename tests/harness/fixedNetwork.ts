import type { ModelCard } from '@timescope/core/modelCard';
import type { Network } from '@timescope/core/network';
import type { Target } from '@timescope/core/result/predictionResult';

/** A network that always gives the same probability, and a map that is 1 everywhere unless `cam` says otherwise. */
export function fixedNetwork(
  target: Target,
  high: number,
  low = 1 - high,
  cam: (cell: number) => number = () => 1,
): Network {
  const card: ModelCard = {
    name: `fixed-${target}`,
    version: '1',
    task: 'ct-biomarker',
    architecture: 'none',
    sha256: '0'.repeat(64),
    input: { name: 'image', shape: [1, 3, 224, 224] },
    outputs: { probability: [1, 2], cam: [1, 2, 7, 7] },
    target,
    classes: ['low', 'high'],
    trainedOn: { description: 'nothing', synthetic: true, images: 0 },
    threshold: { value: 0.5, source: 'test' },
    measured: [],
    limits: [],
    licence: 'MIT',
  };
  const outputs = {
    probability: { shape: [1, 2], values: Float32Array.from([low, high]) },
    cam: { shape: [1, 2, 7, 7], values: Float32Array.from({ length: 98 }, (_, cell) => cam(cell)) },
  };
  return { card, engine: 'fixed', tier: 'reference', run: () => Promise.resolve(outputs) };
}
