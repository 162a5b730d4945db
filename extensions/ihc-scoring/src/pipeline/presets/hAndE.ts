import type { Preset } from './preset';
import { presets } from './presets';

/** Haematoxylin and eosin: for its tissue only; nothing brown is looked for. */
export const H_AND_E: Preset = { ...presets['h-score'], name: 'h-e', marker: 'H&E', stain: 'h-e' };
