import cd3 from './cd3.json' with { type: 'json' };
import cd73 from './cd73.json' with { type: 'json' };
import cd8 from './cd8.json' with { type: 'json' };
import er from './er.json' with { type: 'json' };
import foxp3 from './foxp3.json' with { type: 'json' };
import hScore from './h-score.json' with { type: 'json' };
import hScoreCytoplasm from './h-score-cytoplasm.json' with { type: 'json' };
import hScoreMembrane from './h-score-membrane.json' with { type: 'json' };
import her2 from './her2.json' with { type: 'json' };
import ki67 from './ki67.json' with { type: 'json' };
import mhc1 from './mhc1.json' with { type: 'json' };
import pdl1Cps from './pdl1-cps.json' with { type: 'json' };
import pdl1Tps from './pdl1-tps.json' with { type: 'json' };
import pr from './pr.json' with { type: 'json' };
import qupathPositiveCellDetection from './qupath-positive-cell-detection.json' with { type: 'json' };
import { parsePreset } from './parsePreset';
import type { Preset } from './preset';

/** The markers of the command line, each with a preset of its own name. */
export const MARKERS = [
  'ki67',
  'er',
  'pr',
  'her2',
  'pdl1-tps',
  'pdl1-cps',
  'cd3',
  'cd8',
  'foxp3',
  'mhc1',
  'cd73',
  'h-score',
] as const;
export type Marker = (typeof MARKERS)[number];

/** The built-in presets: data files, read as strictly as a user's own. */
export const PRESET_NAMES = [
  ...MARKERS,
  'h-score-membrane',
  'h-score-cytoplasm',
  'qupath-positive-cell-detection',
] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

export const presets: Readonly<Record<PresetName, Preset>> = {
  ki67: parsePreset(ki67),
  er: parsePreset(er),
  pr: parsePreset(pr),
  her2: parsePreset(her2),
  'pdl1-tps': parsePreset(pdl1Tps),
  'pdl1-cps': parsePreset(pdl1Cps),
  cd3: parsePreset(cd3),
  cd8: parsePreset(cd8),
  foxp3: parsePreset(foxp3),
  mhc1: parsePreset(mhc1),
  cd73: parsePreset(cd73),
  'h-score': parsePreset(hScore),
  'h-score-membrane': parsePreset(hScoreMembrane),
  'h-score-cytoplasm': parsePreset(hScoreCytoplasm),
  'qupath-positive-cell-detection': parsePreset(qupathPositiveCellDetection),
};

export const isMarker = (name: string): name is Marker => MARKERS.some(marker => marker === name);

export const isPresetName = (name: string): name is PresetName => Object.hasOwn(presets, name);
