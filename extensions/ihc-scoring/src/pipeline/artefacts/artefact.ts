/** Why a block of the overview is not analysed; 0: it is not an artefact. */
export const ARTEFACT = {
  none: 0,
  penRed: 1,
  penGreen: 2,
  penBlue: 3,
  penBlack: 4,
  fold: 5,
  outOfFocus: 6,
  blank: 7,
  /** Inside an area that the user takes out, such as an on-slide control. */
  excluded: 8,
} as const;

export type ArtefactName = Exclude<keyof typeof ARTEFACT, 'none'>;
