import { messageOf, TimescopeError } from '@timescope/core/errors';
import { autoIhcPreset } from '@timescope/extension-ihc-scoring/pipeline/autoihc/autoIhcPreset';
import { forMarker } from '@timescope/extension-ihc-scoring/pipeline/presets/forMarker';
import { parsePreset } from '@timescope/extension-ihc-scoring/pipeline/presets/parsePreset';
import type { Preset } from '@timescope/extension-ihc-scoring/pipeline/presets/preset';
import {
  isPresetName,
  presets,
  type Marker,
} from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { readFile } from 'node:fs/promises';

/**
 * The preset of a call: a marker's own, a built-in one by name, or a user's file.
 * @throws TimescopeError USAGE for an unknown name, a wrong file, or a preset of another marker.
 */
export async function readPreset(marker: Marker | undefined, asked: string | undefined): Promise<Preset> {
  if (asked === undefined) return presets[marker ?? 'h-score'];
  const preset = await presetNamed(asked);
  return marker === undefined ? preset : forMarker(preset, presets[marker]);
}

async function presetNamed(asked: string): Promise<Preset> {
  if (asked === autoIhcPreset.name) return autoIhcPreset;
  return isPresetName(asked) ? presets[asked] : parsePreset(await jsonIn(asked));
}

async function jsonIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (cause) {
    const known = [...Object.keys(presets), autoIhcPreset.name].join(', ');
    throw new TimescopeError(
      'USAGE',
      `"${file}" is neither a preset's name nor a JSON file that can be read (${messageOf(cause)}).`,
      { kind: 'usage', nextStep: `Built-in presets: ${known}.`, cause },
    );
  }
}
