import type { TissueClass } from './tissueClasses';

/**
 * What is known of a place, in this order. Fields in um grow with the distance from a border, positive inside; near the
 * border they are about that distance.
 */
export const FIELD = {
  tissue: 0,
  lymph: 1,
  mucus: 2,
  necrosis: 3,
  nest: 4,
  mucosa: 5,
  muscle: 6,
  fat: 7,
  /** The tumour as a whole, its stroma with it. */
  mass: 8,
  /** Openings of tumour glands. */
  lumen: 9,
  crypt: 10,
  /** Openings of crypts. */
  pit: 11,
  vacuole: 12,
  vessel: 13,
  cleft: 14,
  nerve: 15,
  /** Fibres run along the contour lines of this field; its slope is about 1. */
  fibres: 16,
  /** 0 lengthwise to 1: fibres are cut across. */
  across: 17,
  /** -1 to 1, slow: where stroma is loose, lumens filled, fibres thick. */
  mood: 18,
} as const;

export const FIELDS = 19;

/** The classes of tissue in the order in which one covers another, with their fields; what none covers is stroma. */
export const covering: readonly (readonly [field: number, name: Exclude<TissueClass, 'BAC'>])[] = [
  [FIELD.lymph, 'LYM'],
  [FIELD.mucus, 'MUC'],
  [FIELD.necrosis, 'DEB'],
  [FIELD.nest, 'TUM'],
  [FIELD.mucosa, 'NOR'],
  [FIELD.muscle, 'MUS'],
  [FIELD.fat, 'ADI'],
];

/** @param value gives a field at the place */
export function classOf(value: (field: number) => number): TissueClass {
  if (value(FIELD.tissue) <= 0) return 'BAC';
  return covering.find(([field]) => value(field) > 0)?.[1] ?? 'STR';
}
