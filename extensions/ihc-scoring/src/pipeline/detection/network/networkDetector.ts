import { TimescopeError } from '@timescope/core/errors';
import type { ModelCard } from '@timescope/core/modelCard';
import type { GenericDetector, NetworkDetector } from '../../presets/preset';

/** The task of cards whose networks find nuclei. */
export const NUCLEI_TASK = 'nuclei';
/** The pooling of the patches' grid falls the same everywhere when their edge is a multiple of this. */
const STEP = 8;

/**
 * The detector that a network's card describes.
 * @throws TimescopeError MODEL_MISMATCH for a card of another task, or of patches that cannot be laid side by side
 */
export function networkDetector({
  name,
  version,
  sha256,
  task,
  compartment,
  input,
  outputs,
  threshold,
  trainedOn,
}: ModelCard): NetworkDetector {
  const [, , height = 0, width = 0] = input.shape;
  if (task !== NUCLEI_TASK) throw mismatch(name, `its task is "${task}", not "${NUCLEI_TASK}"`);
  if (
    input.shape.join() !== `1,3,${width},${width}` ||
    height !== width ||
    width % STEP !== 0 ||
    width < LEAST_EDGE
  )
    throw mismatch(
      name,
      `it takes [${input.shape.join(', ')}]; expected square patches [1, 3, n, n], n a multiple of ${STEP}, at least ${LEAST_EDGE}`,
    );
  const isHover = 'horizontal' in outputs;
  for (const output of ['foreground', ...(isHover ? ['horizontal', 'vertical'] : ['distance'])])
    if (outputs[output]?.join() !== `1,1,${width},${width}`)
      throw mismatch(name, `it has no output "${output}" of the size of its input`);
  return {
    kind: 'network',
    model: name,
    modelVersion: version,
    sha256,
    isSyntheticTrained: trainedOn.synthetic,
    patchPx: width,
    ...(isHover && { maps: 'ways' as const }),
    ...(compartment === 'membrane' && { compartment }),
    threshold: threshold.value,
  };
}

/** The same beside a second detector, where one is given. @throws TimescopeError as networkDetector */
export const chosenDetector = (card: ModelCard, beside: GenericDetector | undefined): NetworkDetector => ({
  ...networkDetector(card),
  ...(beside && { beside }),
});

/** Ours: of smaller patches the margins leave next to nothing. */
const LEAST_EDGE = 128;

const mismatch = (name: string, because: string): TimescopeError =>
  new TimescopeError('MODEL_MISMATCH', `The model ${name} cannot find nuclei: ${because}.`, {
    nextStep: 'See which models can with timescope models list.',
    fields: { model: name },
  });
