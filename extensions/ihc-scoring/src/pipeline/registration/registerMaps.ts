import { notComputable, type Computable } from '@timescope/core/statistics/computable';
import type { ClassMap } from '../tissueMap/classMap';
import { borderDistanceUm } from './borderDistance';
import { climbed, type Climb } from './climb';
import {
  halved,
  middleOf,
  sectionImage,
  smoothed,
  type RegisteredBy,
  type SectionImage,
} from './sectionImage';
import { turned, type SectionTransform, type SlideUm } from './sectionTransform';
import { similarity } from './similarity.kernel';

export interface Registration {
  readonly way: 'rigid' | 'affine';
  /** From the fixed section to the moving one. */
  readonly transform: SectionTransform;
  /** Mean correlation of what they were compared by, at most 1. */
  readonly similarity: number;
  /** Mean distance between the tumour's (or the tissue's) borders of both sections once they lie on each other. */
  readonly residualUm: number;
}

/** Sections that are less alike than this are not called registered. Ours. */
const LEAST_SIMILARITY = 0.4;
/** An affine transform must make the sections more alike than a rigid one by this. Ours. */
const WORTH_AFFINE = 0.003;
/** Turns that are tried, and how many of them are followed to the full maps. Ours. */
const TURNS = 24;
const FOLLOWED = 3;
/** Cells along the longer side of the coarsest and of the finest maps, at most. Ours. */
const COARSE = 48;
const FINE = 256;

/**
 * Where the places of one section lie on another, from their tissue maps: turns about the middles of the tissue on coarse
 * maps, the best followed to finer ones, then stretch and shear. Cells are 37 um wide, on large slides 75 or more.
 */
export function registerMaps(
  fixed: ClassMap,
  moving: ClassMap,
  by: RegisteredBy = 'tumour',
): Computable<Registration> {
  const levels = pyramids(sectionImage(fixed, by), sectionImage(moving, by));
  const [coarsest, ...finer] = levels;
  const finest = levels.at(-1);
  if (!coarsest || !finest || !hasTissue(coarsest.fixed) || !hasTissue(coarsest.moving))
    return notComputable('One of the two sections has no tissue.');
  const middles = { from: middleOf(coarsest.fixed), to: middleOf(coarsest.moving) };
  const turns = Array.from({ length: TURNS }, (_, k) => rigid([(360 * k) / TURNS, 0, 0], coarsest, middles));
  const best = turns.toSorted((a, b) => b.value - a.value).slice(0, FOLLOWED);
  const followed = best.map(start =>
    finer.reduce((at, level) => rigid(at.parameters, level, middles), start),
  );
  const turn = followed.reduce((a, b) => (b.value > a.value ? b : a));
  const bent = affine(turn.transform, middles.from, finest);
  const chosen = bent.value > turn.value + WORTH_AFFINE ? bent : turn;
  if (chosen.value < LEAST_SIMILARITY)
    return notComputable(`The sections are not alike enough to be registered (correlation ${chosen.value.toFixed(2)}).`); // prettier-ignore
  const residualUm = borderDistanceUm(fixed, moving, chosen.transform, by);
  if (residualUm === undefined) return notComputable(NO_BORDER[by]);
  return {
    kind: 'computed',
    way: chosen === bent ? 'affine' : 'rigid',
    transform: chosen.transform,
    similarity: chosen.value,
    residualUm,
  };
}

const NO_BORDER: Readonly<Record<RegisteredBy, string>> = {
  tumour: 'A section without tumour cannot be registered.',
  tissue: 'Tissue without glass around it has no outline to be registered by.',
};

interface Level {
  readonly fixed: SectionImage;
  readonly moving: SectionImage;
}

/** From the coarsest to the full maps. */
function pyramids(fixed: SectionImage, moving: SectionImage): Level[] {
  let last = { fixed, moving };
  let levels = [last];
  const longest = ({ width, height }: SectionImage) => Math.max(width, height);
  while (Math.max(longest(last.fixed), longest(last.moving)) > COARSE) {
    const isTooFine = Math.max(longest(last.fixed), longest(last.moving)) > FINE;
    last = { fixed: halved(last.fixed), moving: halved(last.moving) };
    levels = isTooFine ? [last] : [last, ...levels];
  }
  return levels.map(level => ({ fixed: smoothed(level.fixed), moving: smoothed(level.moving) }));
}

const hasTissue = ({ planes }: SectionImage): boolean => planes.at(-1)?.some(tissue => tissue > 0) === true;

type Found = Climb & { readonly transform: SectionTransform };

/** A turn in degrees and a shift of the middle. First steps: three cells at the rim, three cells. */
function rigid(
  start: readonly number[],
  { fixed, moving }: Level,
  { from, to }: { readonly from: SlideUm; readonly to: SlideUm },
): Found {
  const of = ([degrees = 0, x = 0, y = 0]: readonly number[]) =>
    turned(degrees, from, { x: to.x + x, y: to.y + y });
  const step = 3 * fixed.cellUm;
  const rim = (Math.max(fixed.width, fixed.height) * fixed.cellUm) / 2;
  const found = climbed(start, [(step / rim) * (180 / Math.PI), step, step], p =>
    similarity(fixed, moving, of(p)),
  );
  return { ...found, transform: of(found.parameters) };
}

/** First steps of stretch and shear. Ours: sections of one block differ by a few percent. */
const STRETCH = 0.02;

function affine([a, b, c, d, e, f]: SectionTransform, about: SlideUm, { fixed, moving }: Level): Found {
  const of = ([p = 0, q = 0, r = 0, s = 0, x = 0, y = 0]: readonly number[]): SectionTransform => [
    a + p,
    b + q,
    c + x - p * about.x - q * about.y,
    d + r,
    e + s,
    f + y - r * about.x - s * about.y,
  ];
  const steps = [STRETCH, STRETCH, STRETCH, STRETCH, fixed.cellUm, fixed.cellUm];
  const found = climbed([0, 0, 0, 0, 0, 0], steps, p => similarity(fixed, moving, of(p)));
  return { ...found, transform: of(found.parameters) };
}
