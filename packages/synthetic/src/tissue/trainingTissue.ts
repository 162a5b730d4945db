import type { RgbRaster } from '@timescope/core/raster';
import { throughJpeg } from '../field/compressed';
import { turned } from '../field/fieldOptics';
import { random, type Random } from '../random';
import { noDeformation, toScene, type PlaceUm } from './deformation';
import { colonScene, type ImmuneDensity, type SceneSpec } from './sceneSpec';
import { cutSection, type TissueSection } from './section';
import { dyed, usualDyes, type InkLine, type SectionLook, type Triple } from './sectionLook';
import type { SectionStain } from './sectionSpec';
import type { TissueClass } from './tissueClasses';
import { tissueScene, type TissueScene } from './tissueScene';

/** Stretches of values that may be drawn; each stretch by its length. */
type Stretches = readonly (readonly number[])[];

/** What blocks and looks are drawn from; training and test have ranges of their own (`tissueRanges.json`). */
export interface TissueRanges {
  /** The first seed and the one after the last. */
  readonly seeds: readonly number[];
  readonly stromaShare: Stretches;
  readonly nestUm: Stretches;
  readonly liningUm: Stretches;
  readonly cryptUm: Stretches;
  /** Factor on the usual densities of CD3+ and CD8+ cells. */
  readonly immune: Stretches;
  /** Magnification of the pattern. */
  readonly stretch: Stretches;
  readonly haematoxylin: Stretches;
  readonly eosin: Stretches;
  readonly dab: Stretches;
  readonly unspecific: Stretches;
  /** By which each dye's colour is turned away from the usual one. */
  readonly turnDegrees: Stretches;
  readonly white: Stretches;
  readonly noise: Stretches;
  readonly blurUm: Stretches;
  readonly jpegQuality: Stretches;
}

/** A value within the stretches. */
export function drawnFrom(stretches: Stretches, dice: Random): number {
  const total = stretches.reduce((sum, [from = 0, to = 0]) => sum + to - from, 0);
  let left = dice.uniform(0, total);
  for (const [from = 0, to = 0] of stretches) {
    if (left <= to - from) return from + left;
    left -= to - from;
  }
  return stretches.at(-1)?.[1] ?? 0;
}

/** Edge of a block for training, um: large enough for every layer of the wall. */
const EDGE_UM = 2600;

/** The block with a number, 0, 1, 2 ... */
export function trainingScene(ranges: TissueRanges, index: number): TissueScene {
  const [first = 0, end = 0] = ranges.seeds;
  if (first + index >= end)
    throw new RangeError(`The range holds ${end - first} blocks; number ${index} is none.`);
  const dice = random(first + index, 81);
  const usual = colonScene({});
  const more = drawnFrom(ranges.immune, dice);
  const spec: SceneSpec = {
    ...usual,
    seed: first + index,
    widthUm: EDGE_UM,
    heightUm: EDGE_UM,
    stromaShare: drawnFrom(ranges.stromaShare, dice),
    nestUm: drawnFrom(ranges.nestUm, dice),
    liningUm: drawnFrom(ranges.liningUm, dice),
    cryptUm: drawnFrom(ranges.cryptUm, dice),
    // More of the rare classes than a usual tumour has, so that each fills tiles.
    ...{ mucinous: 0.16, necrotic: 0.16, lymphoid: 0.24 },
    cd3: scaled(usual.cd3, more),
    cd8: scaled(usual.cd8, more),
  };
  return tissueScene(spec);
}

const scaled = ({ stroma, tumour }: ImmuneDensity, by: number): ImmuneDensity => ({
  stroma: { centre: by * stroma.centre, margin: by * stroma.margin },
  tumour: { centre: by * tumour.centre, margin: by * tumour.margin },
});

/** A square piece of a section in one laboratory's look. */
export interface TrainingPiece {
  readonly section: TissueSection;
  /** The piece, pixels of `mpp`. */
  readonly at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly mpp: number;
  readonly jpegQuality: number;
}

/** How often each stain is drawn, of tiles of nine classes. */
const stains: readonly SectionStain[] = ['he', 'he', 'cd3', 'cd8'];
/** How often each stain is drawn, of patches whose tumour is scored. */
export const IHC_STAINS: readonly SectionStain[] = ['nuclear', 'nuclear', 'nuclear', 'cd3', 'cd8'];

/** The piece around a place of the block, turned anyhow. @param edge pixels */
export function pieceAround(
  scene: TissueScene,
  ranges: TissueRanges,
  centre: PlaceUm,
  edge: number,
  mpp: number,
  dice: Random,
  among = stains,
): TrainingPiece {
  const stain = among[dice.below(among.length)] ?? 'he';
  const stretch = drawnFrom(ranges.stretch, dice);
  const deformation = {
    ...noDeformation,
    degrees: dice.uniform(0, 360),
    stretch: [stretch * dice.uniform(0.97, 1.03), stretch] as const,
    centreUm: centre,
  };
  const corner = (um: number) => Math.round(um / mpp - edge / 2);
  const at = { x: corner(centre[0]), y: corner(centre[1]), width: edge, height: edge };
  const on = scene.classAt(...centre) === 'BAC' ? 'glass' : 'tissue';
  const look = lookFrom(ranges, stain, on, centre, edge * mpp, dice);
  const cut = { stain, seed: scene.spec.seed, deformation, look };
  const section = cutSection(scene, stain === 'nuclear' ? { ...cut, grades: gradesFrom(dice) } : cut);
  return { section, at, mpp, jpegQuality: Math.round(drawnFrom(ranges.jpegQuality, dice)) };
}

/** From no stained nucleus to all of them; one grade or several. */
function gradesFrom(dice: Random): readonly [number, number, number] {
  const parts = [0, 1, 2].map(() => dice.uniform() * dice.uniform());
  const total = parts.reduce((sum, part) => sum + part, 1e-6);
  const stained = dice.uniform();
  const [weak = 0, moderate = 0, strong = 0] = parts.map(part => (stained * part) / total);
  return [weak, moderate, strong];
}

/** Share of pieces with a fold, and with a pen's ink: pens are drawn on bare glass more often. */
const FOLDED = 0.06;
const INKED = { tissue: 0.05, glass: 0.35 };

function lookFrom(
  ranges: TissueRanges,
  stain: SectionStain,
  on: keyof typeof INKED,
  centre: PlaceUm,
  sizeUm: number,
  dice: Random,
): SectionLook {
  const turn = (vector: Triple) =>
    turned(vector, [dice.normal(), dice.normal(), dice.normal()], drawnFrom(ranges.turnDegrees, dice));
  const dyes = {
    haematoxylin: turn(usualDyes.haematoxylin),
    eosin: turn(usualDyes.eosin),
    dab: turn(usualDyes.dab),
  };
  const strengths = {
    haematoxylin: drawnFrom(ranges.haematoxylin, dice),
    eosin: drawnFrom(ranges.eosin, dice),
    dab: drawnFrom(ranges.dab, dice),
    unspecific: drawnFrom(ranges.unspecific, dice),
  };
  const white = drawnFrom(ranges.white, dice);
  const tint = () => Math.min(254, white + dice.normal(0, 4));
  return {
    ...dyed(stain, dyes, strengths),
    white: [tint(), tint(), tint()],
    noise: drawnFrom(ranges.noise, dice),
    blurUm: drawnFrom(ranges.blurUm, dice),
    folds: dice.chance(FOLDED) ? [lineThrough(centre, sizeUm, dice.uniform(4, 14), dice)] : [],
    ink: dice.chance(INKED[on]) ? [inkThrough(centre, sizeUm, dice)] : [],
  };
}

function lineThrough(centre: PlaceUm, sizeUm: number, halfWidth: number, dice: Random) {
  const [dx, dy] = [dice.normal(), dice.normal()];
  const length = Math.sqrt(dx * dx + dy * dy) || 1;
  const beside = () => dice.uniform(-0.35, 0.35) * sizeUm;
  return {
    x: centre[0] + beside(),
    y: centre[1] + beside(),
    alongX: dx / length,
    alongY: dy / length,
    halfLength: sizeUm,
    halfWidth,
  };
}

/** Blue, green and black felt pens: optical densities in red, green, blue. */
const inks: readonly Triple[] = [
  [1.1, 0.8, 0.25],
  [1, 0.35, 0.75],
  [0.9, 0.85, 0.8],
];

const inkThrough = (centre: PlaceUm, sizeUm: number, dice: Random): InkLine => ({
  ...lineThrough(centre, sizeUm, dice.uniform(0.06, 0.16) * sizeUm, dice),
  colour: inks[dice.below(inks.length)] ?? [1, 1, 1],
});

/** The piece's image as its file gives it back. */
export function imageOf({ section, at, mpp, jpegQuality }: TrainingPiece): Promise<RgbRaster> {
  return throughJpeg(section.drawTile(at, mpp), jpegQuality);
}

/** Probes along each edge of a tile. */
const PROBES = 9;

/** Share of a piece that is of a class, from 9 x 9 probes. */
export function shareOf(piece: TrainingPiece, name: TissueClass): number {
  const { section, at, mpp } = piece;
  let hits = 0;
  for (let row = 0; row < PROBES; row++)
    for (let column = 0; column < PROBES; column++) {
      const x = (at.x + ((column + 0.5) * at.width) / PROBES) * mpp;
      const y = (at.y + ((row + 0.5) * at.height) / PROBES) * mpp;
      if (section.scene.classAt(...toScene(section.spec.deformation, x, y)) === name) hits++;
    }
  return hits / (PROBES * PROBES);
}

/** A tile is of the class that fills at least this share of it. Ours. */
const MOSTLY = 0.75;
const ATTEMPTS = 400;

/** A piece of a block that is mostly of one class; undefined where the block has no such place. */
export function pieceOfClass(
  scene: TissueScene,
  ranges: TissueRanges,
  name: TissueClass,
  edge: number,
  mpp: number,
  dice: Random,
): TrainingPiece | undefined {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const centre: PlaceUm = [dice.uniform(0, scene.spec.widthUm), dice.uniform(0, scene.spec.heightUm)];
    if (scene.classAt(...centre) !== name) continue;
    const piece = pieceAround(scene, ranges, centre, edge, mpp, dice);
    if (shareOf(piece, name) >= MOSTLY) return piece;
  }
  return undefined;
}
