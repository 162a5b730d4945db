import type { Raster, RgbRaster } from '@timescope/core/raster';
import { random, type Random } from '../random';
import { nucleusLabels } from '../slide/nucleusLabels';
import type { PlaceUm } from './deformation';
import { tissueClasses, type TissueClass } from './tissueClasses';
import type { TissueScene } from './tissueScene';
import {
  IHC_STAINS,
  imageOf,
  pieceAround,
  trainingScene,
  type TissueRanges,
  type TrainingPiece,
} from './trainingTissue';

/** A patch of IHC with all that is known of it. */
export interface TrainingPatch {
  readonly image: RgbRaster;
  /** Bytes of its glass, red first. */
  readonly white: readonly [number, number, number];
  /** 0 tumour, 1 stroma, 2 fat or background, 3 other. */
  readonly classes: Raster<Uint8Array>;
  /** Number of the nucleus at each pixel; 0 outside nuclei. */
  readonly nuclei: Raster<Uint32Array>;
}

const PATCH = { edge: 512, mpp: 0.46 };
/** Patches taken from one block before the next is made. */
const PATCHES_PER_BLOCK = 12;

/** Patches of 512 px at 0.46 um/px; always the same ones. */
export async function* trainingPatches(ranges: TissueRanges, total: number): AsyncGenerator<TrainingPatch> {
  for (let block = 0, done = 0; done < total; block++) {
    const scene = trainingScene(ranges, block);
    for (let n = 0; n < PATCHES_PER_BLOCK && done < total; n++, done++) {
      const dice = random(scene.spec.seed, 83 + n);
      const { edge, mpp } = PATCH;
      yield patchOf(pieceAround(scene, ranges, centreIn(scene, dice), edge, mpp, dice, IHC_STAINS));
    }
  }
}

async function patchOf(piece: TrainingPiece): Promise<TrainingPatch> {
  const { section, at, mpp } = piece;
  const { look } = section.spec;
  if (!look) throw new RangeError('A section for training has a look of its own.');
  const um = { x: at.x * mpp, y: at.y * mpp, width: at.width * mpp, height: at.height * mpp };
  const around = { x: um.x - 16, y: um.y - 16, width: um.width + 32, height: um.height + 32 };
  const classes = section.classesIn(at, mpp);
  return {
    image: await imageOf(piece),
    white: [Math.round(look.white[0]), Math.round(look.white[1]), Math.round(look.white[2])],
    classes: { ...classes, values: classes.values.map(index => classOf[tissueClasses[index] ?? 'BAC']) },
    nuclei: nucleusLabels(section.cellsIn(around), um, mpp),
  };
}

const classOf: Readonly<Record<TissueClass, number>> = {
  ADI: 2,
  BAC: 2,
  DEB: 3,
  LYM: 3,
  MUC: 3,
  MUS: 3,
  NOR: 3,
  STR: 1,
  TUM: 0,
};

/** Share of the patches whose middle lies in tumour or its stroma; the others lie anywhere. */
const ON_TUMOUR = 0.7;

function centreIn(scene: TissueScene, dice: Random): PlaceUm {
  const anywhere = (): PlaceUm => [dice.uniform(0, scene.spec.widthUm), dice.uniform(0, scene.spec.heightUm)];
  let centre = anywhere();
  if (!dice.chance(ON_TUMOUR)) return centre;
  const wanted = dice.chance(0.5) ? 'TUM' : 'STR';
  for (let attempt = 0; attempt < 200 && scene.classAt(...centre) !== wanted; attempt++) centre = anywhere();
  return centre;
}
