import type { GenericDetector, NetworkDetector, Preset } from './preset';

/** The marker's own detector, by name. */
export const CLASSICAL = 'classical';
/** After a card's name: its network beside the marker's own detector. */
const BESIDE = `+${CLASSICAL}`;

/** What finds nuclei, as it is named on the command line and in the panel: CARD or CARD+classical. */
export interface NucleiChoice {
  readonly card: string;
  readonly isBeside: boolean;
}

export const nucleiChoice = (text: string): NucleiChoice =>
  text.endsWith(BESIDE)
    ? { card: text.slice(0, -BESIDE.length), isBeside: true }
    : { card: text, isBeside: false };

export const nucleiChoiceText = ({ model, beside }: Pick<NetworkDetector, 'model' | 'beside'>): string =>
  beside ? besideClassical(model) : model;

export const besideClassical = (card: string): string => card + BESIDE;

/** The marker's detector, where a network can stand beside it. */
export const classicalOf = ({ detector }: Preset): GenericDetector | undefined =>
  detector.kind === 'generic' ? detector : undefined;
