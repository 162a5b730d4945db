import { DEMONSTRATION_WEIGHTS } from '@timescope/core/modelCard';
import { number } from './number';

/** The map of the tissue's classes. */
export const tissueMap = {
  mapStep: 'Tissue map',
  mapHint:
    'What the tissue is, place by place, with what you draw over it. Look at it and correct it before you measure.',
  mapBy: 'Tissue by',
  mapByDrawn: 'drawn areas',
  mapByClassifier: (name: string) => `pixel classifier "${name}"`,
  mapByNetwork: (name: string, version: string) => `network ${name} ${version}`,
  mapChosen: 'Chosen by you.',
  mapWhy: {
    'trained-here': 'First choice: you trained it on the tissue of this slide.',
    'drawn-here': 'First choice: tumour and stroma are drawn on this slide.',
    'real-tissue': 'First choice: a network of this site that has seen real tissue.',
    'fastest-near-vgg19':
      'First choice: the fastest network whose tumour-stroma ratio is at most 2 points further off than that of VGG-19 on generated sections (see its card).',
    first:
      'First choice: nothing is drawn or trained on this slide, and no network here was compared with VGG-19.',
    'nothing-else':
      'Nothing else is here: all tissue is one class until you draw tumour and stroma or train a classifier.',
  },
  mapNetworksUnknown: (why: string) => `Not every network for tissue is at hand. ${why}`,
  mapSteps: 'Tiles',
  mapStepsOf: {
    both: '149 px apart, then 74 px where neighbours disagree',
    '149': '149 px apart',
    '74': '74 px apart',
  },
  mapMake: 'Map the tissue',
  mapAgain: 'Map again',
  mapDrawn: 'drawn areas',
  mapSource: (name: string) => `Source: ${name}.`,
  mapDemonstration: `${DEMONSTRATION_WEIGHTS}: this network has seen generated tissue only.`,
  mapAsAreas: 'Draw tumour and stroma by this map',
  mapAsAreasHint:
    'Measure counts cells by drawn areas or by the classifier: this draws what the map calls tumour and stroma. One step for Undo.',
  mapArea: (role: string, source: string) => `${role}, ${source}`,
  mapOutdated: 'Source, tiles, stain or measured area were changed since: map again.',
  mapShow: 'Show the map',
  mapOpacity: 'Opacity',
  mapClass: 'Class',
  mapFound: 'Found',
  mapCorrected: 'Corrected',
  mapOther: 'Other tissue',
  mapMm2: (areaMm2: number) => `${number(areaMm2, 3)} mm²`,
  mapCorrect: 'Correct with the brush',
  mapCorrectHint:
    'Paints what the tissue is over the map, the last stroke counts; with Alt it takes your correction away. The digits choose the class while the brush is on. Undo takes a stroke back. Then measure: cells are counted by the corrected tissue.',
} as const;
