import { random } from '@timescope/synthetic/random';
import { photographField, scannerField, type FieldSpec } from '@timescope/synthetic/field/fieldSpec';

/** One level of one factor, all others as in a usual scanner's field. */
export interface GridLevel {
  readonly factor: string;
  readonly level: string;
  readonly specs: readonly FieldSpec[];
}

/** Levels that one factor takes; they reach as far as slides and photographs of ordinary laboratories do. Ours. */
const levels: Readonly<Record<string, Readonly<Record<string, Partial<FieldSpec>>>>> = {
  usual: { '': {} },
  'stain strength (DAB)': { 'x 0.5': { dab: 0.5 }, 'x 1.8': { dab: 1.8 } },
  'share of positive cells': {
    none: { positive: 0 },
    '10 %': { positive: 0.1 },
    '80 %': { positive: 0.8 },
  },
  counterstain: {
    'x 0.35': { haematoxylin: 0.35 },
    'x 0.6': { haematoxylin: 0.6 },
    'x 1.6': { haematoxylin: 1.6 },
  },
  'brown background': { 'x 3': { unspecificDab: 3 } },
  glass: {
    'pure white': { white: [255, 255, 255] },
    'grey-blue 200/205/215': { white: [200, 205, 215] },
    'yellowish 238/230/205': { white: [238, 230, 205] },
    'dim 180/180/185': { white: [180, 180, 185] },
  },
  'share of glass': { none: { glass: 0 }, half: { glass: 0.5 } },
  'light falling to the corners': { '15 %': { vignette: 0.15 } },
  'noise (grey values)': { '0.5': { noise: 0.5 }, '6': { noise: 6 } },
  'blur (sigma)': { none: { blurUm: 0 }, '0.5 um': { blurUm: 0.5 }, '0.9 um': { blurUm: 0.9 } },
  'JPEG quality': { '35': { jpegQuality: 35 }, '60': { jpegQuality: 60 }, '95': { jpegQuality: 95 } },
  'scale (um/px)': { '0.1': { mpp: 0.1 }, '0.2': { mpp: 0.2 }, '0.35': { mpp: 0.35 }, '0.5': { mpp: 0.5 } },
  'cytoplasm and collagen': { pale: { tissueHaematoxylin: 0.3 }, 'as in H&E': { tissueHaematoxylin: 1 } },
  density: { 'x 0.5': { density: 0.5 }, 'x 1.5': { density: 1.5 } },
  'pressed together': { none: { paired: 0 }, '60 %': { paired: 0.6 } },
  'stain vectors turned': {
    '0 degrees': { stainTurn: 0 },
    '5 degrees': { stainTurn: 5 },
    '8 degrees': { stainTurn: 8 },
  },
  'DAB pulled to grey': { '20 %': { dabGrey: 0.2 }, '35 %': { dabGrey: 0.35 } },
};

/**
 * @param seeds fields of each level
 * @param mixed fields with all factors at once; half as many photographs
 */
export function fieldGrid(seeds: number, mixed = 2 * seeds): readonly GridLevel[] {
  const single = Object.entries(levels).flatMap(([factor, steps]) =>
    Object.entries(steps).map(([level, change]) => ({
      factor,
      level,
      specs: seedsOf(seeds).map(seed => ({ ...scannerField, seed, ...change })),
    })),
  );
  return [...single, photographs(mixed / 2), ...mixtures(mixed)];
}

const seedsOf = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Microscope photographs whose quality and counterstain differ. */
function photographs(count: number): GridLevel {
  const specs = seedsOf(count).map(seed => {
    const dice = random(seed, 20);
    return {
      ...photographField,
      seed: 40 + seed,
      jpegQuality: 80 + dice.below(11),
      haematoxylin: dice.uniform(0.35, 0.8),
      positive: dice.uniform(0.1, 0.7),
    };
  });
  return { factor: 'photographs at 0.1 um/px', level: '', specs };
}

/** All factors at once, each drawn from its range. */
function mixtures(count: number): readonly GridLevel[] {
  const specs = seedsOf(count).map(seed => mixture(60 + seed));
  return [{ factor: 'all factors at once', level: '', specs }];
}

function mixture(seed: number): FieldSpec {
  const dice = random(seed, 21);
  const bright = dice.uniform(195, 250);
  return {
    ...scannerField,
    seed,
    mpp: [0.2, 0.25, 0.35, 0.5][dice.below(4)] ?? 0.25,
    haematoxylin: dice.uniform(0.4, 1.5),
    dab: dice.uniform(0.6, 1.6),
    positive: dice.uniform(0.05, 0.8),
    unspecificDab: dice.uniform(0.5, 2),
    white: [bright, bright + dice.uniform(-6, 4), bright + dice.uniform(-14, 5)],
    noise: dice.uniform(0.5, 4.5),
    blurUm: dice.uniform(0.1, 0.7),
    jpegQuality: 50 + dice.below(46),
    density: dice.uniform(0.7, 1.5),
    paired: dice.uniform(0.3, 0.6),
    tissueHaematoxylin: dice.uniform(0.4, 1),
    stainTurn: dice.uniform(0, 6),
    dabGrey: dice.uniform(0, 0.25),
    glass: dice.uniform(0, 0.35),
  };
}
