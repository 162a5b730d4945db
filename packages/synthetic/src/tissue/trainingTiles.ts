import { random } from '../random';
import { tissueClasses, type TissueClass } from './tissueClasses';
import tissueRanges from './tissueRanges.json' with { type: 'json' };
import { pieceOfClass, trainingScene, type TissueRanges, type TrainingPiece } from './trainingTissue';

/** Of training and of test; no block, look or light of the one is the other's. */
export const TISSUE_RANGES: Readonly<Record<'train' | 'test', TissueRanges>> = tissueRanges;

const TILE = { edge: 224, mpp: 0.5 };
/** Tiles taken from one block before the next is made. */
const TILES_PER_BLOCK = 90;

/** Tiles of 224 px at 0.5 um/px, the nine classes in turn; always the same ones. */
export function* trainingTiles(
  ranges: TissueRanges,
  total: number,
): Generator<{ readonly name: TissueClass; readonly piece: TrainingPiece }> {
  for (let block = 0, done = 0; done < total; block++) {
    const scene = trainingScene(ranges, block);
    const dice = random(scene.spec.seed, 82);
    for (let n = 0; n < TILES_PER_BLOCK && done < total; n++) {
      const name = tissueClasses[n % tissueClasses.length] ?? 'TUM';
      const piece = pieceOfClass(scene, ranges, name, TILE.edge, TILE.mpp, dice);
      if (!piece) continue;
      yield { name, piece };
      done++;
    }
  }
}
