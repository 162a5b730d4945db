import { TimescopeError } from '@timescope/core/errors';
import type { ModelCard } from '@timescope/core/modelCard';

/** The tasks of cards whose networks tell tissue apart pixel by pixel, and whose networks give a patch its H-score. */
export const TISSUE_TASK = 'tissue-segmentation';
export const SCORE_TASK = 'h-score';

/** Yin et al. 2025: patches of 512 px at "20x", 0.46 um/px (235 um), with at least 1 % tissue, side by side. */
export const PATCH_PX = 512;
export const PATCH_MPP = 0.46;
export const LEAST_TISSUE = 0.01;
/** Pixels around a patch that a tissue network sees too, so that no seam shows. Ours. */
export const HALO_PX = 112;
export const SEEN_PX = PATCH_PX + 2 * HALO_PX;

/** In the order of a tissue network's output. */
export const PATCH_CLASSES = ['tumour', 'stroma', 'background', 'other'] as const;

/** @throws TimescopeError MODEL_MISMATCH for a card of another task, of other patches or of other classes */
export function requireTissueNetwork({ name, task, input, outputs, classes = [] }: ModelCard): void {
  const says = (because: string) => mismatch(name, 'tell tissue apart', because);
  if (task !== TISSUE_TASK) throw says(`its task is "${task}", not "${TISSUE_TASK}"`);
  if (input.shape.join() !== `1,1,${SEEN_PX},${SEEN_PX}`)
    throw says(`it takes [${input.shape.join(', ')}]; expected [1, 1, ${SEEN_PX}, ${SEEN_PX}]`);
  if (classes.join() !== PATCH_CLASSES.join())
    throw says(`its classes are ${classes.join(', ') || 'not named'}; expected ${PATCH_CLASSES.join(', ')}`);
  if (outputs.tissue?.join() !== `1,${PATCH_CLASSES.length},${SEEN_PX},${SEEN_PX}`)
    throw says('it has no output "tissue" of the size of its input');
  if (outputs.nuclei && outputs.nuclei.join() !== `1,1,${SEEN_PX},${SEEN_PX}`)
    throw says('its output "nuclei" has another size than its input');
}

/** @throws TimescopeError MODEL_MISMATCH for a card of another task or of other patches */
export function requireScoreNetwork({ name, task, input, outputs }: ModelCard): void {
  const says = (because: string) => mismatch(name, 'score patches', because);
  if (task !== SCORE_TASK) throw says(`its task is "${task}", not "${SCORE_TASK}"`);
  if (input.shape.join() !== `1,2,${PATCH_PX},${PATCH_PX}`)
    throw says(`it takes [${input.shape.join(', ')}]; expected [1, 2, ${PATCH_PX}, ${PATCH_PX}]`);
  if (outputs.score?.join() !== '1,1') throw says('it has no output "score" with one value');
}

/** Patches are scored within cells. @throws TimescopeError MODEL_MISMATCH for a tissue network that finds no nuclei */
export function requireNuclei({ name, outputs }: ModelCard): void {
  if (outputs.nuclei) return;
  throw new TimescopeError(
    'MODEL_MISMATCH',
    `The model ${name} cannot say where cells are to be scored: it has no output "nuclei".`,
    {
      nextStep:
        'Have a network of its own find the nuclei (--nuclei CARD), or choose another for the tissue.',
      fields: { model: name },
    },
  );
}

const mismatch = (name: string, what: string, because: string): TimescopeError =>
  new TimescopeError('MODEL_MISMATCH', `The model ${name} cannot ${what}: ${because}.`, {
    nextStep: 'See which models can with timescope models list.',
    fields: { model: name },
  });
