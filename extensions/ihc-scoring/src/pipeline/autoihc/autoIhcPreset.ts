import { parsePreset } from '../presets/parsePreset';
import type { Preset } from '../presets/preset';
import autoIhc from './autoihc.json' with { type: 'json' };

/** Thresholds and cell growth of the paper's pipeline; its tissue and patches need networks, which the panel offers with any marker. */
export const autoIhcPreset: Preset = parsePreset(autoIhc);
