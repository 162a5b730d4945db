import type { Preset } from './preset';
import { presets } from './presets';

/** Haematoxylin and eosin: tissue and nuclei; eosin is no nucleus, and nothing brown is looked for. */
export const H_AND_E: Preset = {
  ...presets['h-score'],
  name: 'h-e',
  marker: 'H&E',
  stain: 'h-e',
  detector: { kind: 'generic', image: 'haematoxylin', ringContrast: 0.06 },
};
