import type { ModelCard } from '@timescope/core/modelCard';
import type { Preset } from './preset';

/** Whether the network is for brown where the marker has it; a card that does not say is for nuclei. */
export const fitsMarker = (
  { compartment = 'nuclear' }: Pick<ModelCard, 'compartment'>,
  { measured }: Pick<Preset, 'measured'>,
): boolean => (compartment === 'nuclear') === (measured === 'nucleus');
