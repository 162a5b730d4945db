import { canonicalJson, type Json } from '@timescope/core/canonicalJson';
import type { Preset } from './preset';
import { isPresetName, presets, type PresetName } from './presets';

/** Whether the preset says all that the built-in one of its name says, wherever it comes from. */
export const isBuiltIn = (preset: Preset): preset is Preset & { name: PresetName } =>
  isPresetName(preset.name) && textOf(preset) === textOf(presets[preset.name]);

const textOf = (preset: Preset): string => canonicalJson(JSON.parse(JSON.stringify(preset)) as Json);
