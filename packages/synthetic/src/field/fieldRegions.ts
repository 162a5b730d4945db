import { noise2 } from '../latticeNoise';
import { random, type Random } from '../random';
import { regionAt, regionMap, type RegionMap, type TissuePart } from '../slide/regions';
import type { FieldSpec } from './fieldSpec';

/** Drawn around the field, so that nuclei are cut by its border as in real images. */
export const FIELD_MARGIN_UM = 16;
/** Places looked at until one has enough of both compartments. */
const PLACES = 60;
/** Edge of the tissue that fields are taken from, um. */
const TISSUE_UM = 6000;
/** One architecture for all fields; the place differs. */
const TISSUE_SEED = 5;

/** The regions of a field with tumour and stroma in it; positions count from FIELD_MARGIN_UM outside its corner. */
export function fieldRegions(spec: FieldSpec): RegionMap {
  const dice = random(spec.seed, 4);
  for (let place = 0; place < PLACES; place++) {
    const map = regionMap(TISSUE_SEED, partOf(spec, dice));
    if (isMixed(map, spec)) return map;
  }
  throw new RangeError(`No place of the tissue has tumour and stroma for the field with seed ${spec.seed}.`);
}

function partOf({ sizeUm, glass, seed }: FieldSpec, dice: Random): TissuePart {
  const edge = sizeUm + 2 * FIELD_MARGIN_UM;
  const x = Math.floor(dice.uniform(0, TISSUE_UM));
  const y = Math.floor(dice.uniform(0, TISSUE_UM));
  const end = y + edge - FIELD_MARGIN_UM - glass * sizeUm;
  return {
    x,
    y,
    width: edge,
    height: edge,
    // The lower border of the tissue is wavy; without glass it lies far away.
    tissueUm: (atX, atY) => (glass > 0 ? end - atY + 14 * noise2(seed, atX / 40, 0) : 1000),
  };
}

/** Tumour in a quarter to four fifths of the tissue, openings in at most a quarter of the field. */
function isMixed(map: RegionMap, { sizeUm }: FieldSpec): boolean {
  const count = { glass: 0, tumour: 0, stroma: 0, opening: 0, lymphoid: 0 };
  const probes = 20;
  for (let row = 0; row < probes; row++)
    for (let column = 0; column < probes; column++) {
      const um = (index: number) => FIELD_MARGIN_UM + ((index + 0.5) * sizeUm) / probes;
      count[regionAt(map, um(column), um(row))]++;
    }
  const share = count.tumour / (count.tumour + count.stroma + count.lymphoid);
  return share > 0.25 && share < 0.8 && count.opening < 0.25 * probes * probes;
}
