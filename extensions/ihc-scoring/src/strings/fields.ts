import { number } from './number';

/** Fields on the slide that the reader may move. */
export const fields = {
  fieldsTitle: 'Fields on this slide',
  fieldsHint:
    'Drag a field by its border on the slide, or choose it here and press the arrow keys (37 µm a step). Its numbers are counted again where it lies.',
  fieldsShow: 'Show the fields',
  fieldsBack: 'Put all fields back',
  fieldNames: {
    centre: (index: number) => `Centre ${number(index)}`,
    margin: (index: number) => `Margin ${number(index)}`,
    ratio: (index: number) => `Field ${number(index)}`,
    tils: 'Most lymphocytes',
  },
  fieldDensity: (perMm2: number, positive: number, tissueMm2: number) =>
    `${number(perMm2)}/mm², ${number(positive)} positive in ${number(tissueMm2, 3)} mm²`,
  fieldRatio: (ratio: number, tissueMm2: number) =>
    `${number(100 * ratio)} % stroma of ${number(tissueMm2, 3)} mm² of tissue`,
  fieldMoved: 'moved by you',
  fieldNeedsMap:
    'The field was not moved: the tissue map that it was proposed from is not on screen. Map the tissue and propose the fields again.',
  fieldMisplaced: {
    'off the slide': 'The field was not moved: it would lie beyond the edge of the slide.',
    'on another field':
      'The field was not moved: it would lie on another field of its place, and cells count once.',
  },
  fieldNoTissue: 'The field was not moved: less than half of it would be tissue.',
} as const;
