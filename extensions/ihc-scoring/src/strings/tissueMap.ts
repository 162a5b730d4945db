import { number } from './number';

/** The map of the tissue's classes. */
export const tissueMap = {
  mapStep: 'Tissue map',
  mapHint:
    'What the tissue is, place by place: by the classifier in use, with what you draw over it. Look at it and correct it before you measure.',
  mapMake: 'Map the tissue',
  mapAgain: 'Map again',
  mapDrawn: 'drawn areas',
  mapSource: (name: string) => `Source: ${name}.`,
  mapNoSource: 'No classifier is in use: all tissue is one class until you draw tumour and stroma.',
  mapOutdated: 'Classifier, stain or measured area were changed since: map again.',
  mapShow: 'Show the map',
  mapOpacity: 'Opacity',
  mapClass: 'Class',
  mapFound: 'Found',
  mapCorrected: 'Corrected',
  mapOther: 'Other tissue',
  mapMm2: (areaMm2: number) => `${number(areaMm2, 3)} mm²`,
  mapCorrect: 'Correct with the brush',
  mapCorrectHint:
    'Paints what the tissue is over the map, the last stroke counts; with Alt it takes your correction away. Undo takes a stroke back. Then measure: cells are counted by the corrected tissue.',
} as const;
