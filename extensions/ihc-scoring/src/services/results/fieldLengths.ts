import { USUAL_SETTINGS } from '../../pipeline/immune/immuneOfScores';
import type { SettingsOfScores } from '../../pipeline/immune/immuneResult';

/** From a field of a few cells to one of a whole section, in micrometres. Ours. */
export const LEAST_UM = 100;
export const MOST_UM = 5000;

/** What fields and margin are; both in micrometres. */
export type LengthName = 'fieldUm' | 'marginUm';
const LENGTHS = ['fieldUm', 'marginUm'] as const satisfies readonly LengthName[];

const STORAGE_KEY = 'timescope.immuneLengths';

export const isLength = (um: unknown): um is number =>
  typeof um === 'number' && um >= LEAST_UM && um <= MOST_UM;

/** The lengths that were last chosen in this browser: a laboratory keeps to one field. */
export function keptSettings(storage: Storage): SettingsOfScores {
  try {
    const kept = JSON.parse(storage.getItem(STORAGE_KEY) ?? '{}') as Partial<Record<LengthName, unknown>>;
    const lengths = LENGTHS.flatMap(name => (isLength(kept[name]) ? [[name, kept[name]]] : []));
    return { ...USUAL_SETTINGS, ...(Object.fromEntries(lengths) as Partial<Record<LengthName, number>>) };
  } catch {
    return USUAL_SETTINGS;
  }
}

export function keepLengths(storage: Storage, { fieldUm, marginUm }: SettingsOfScores): void {
  try {
    storage.setItem(STORAGE_KEY, JSON.stringify({ fieldUm, marginUm }));
  } catch {
    // A browser that refuses storage still has them until the page is closed.
  }
}
