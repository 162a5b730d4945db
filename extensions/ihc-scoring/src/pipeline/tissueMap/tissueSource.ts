import type { RanIn } from '@timescope/core/network';
import { sha256Hex } from '@timescope/core/sha256';
import type { RgbRaster } from '@timescope/core/raster';
import type { MatrixPoint } from '@timescope/core/frames';
import type { PixelClassifier } from '../compartments/pixelClassifier';
import type { MapClass, MapSource } from './classMap';

/** A drawn area of one class, in matrix pixels; inside by the even-odd rule. */
export interface DrawnTissue {
  readonly className: MapClass;
  readonly rings: readonly (readonly MatrixPoint[])[];
}

/** Where a slide's classes come from. Drawn areas go over every source. Plain data. */
export type TissueSource =
  | { readonly kind: 'drawn'; readonly name: string }
  | { readonly kind: 'pixel-classifier'; readonly model: PixelClassifier }
  | NetworkTissue;

/** A network that classes tiles: the name of its card, its version, the SHA-256 of its weights. */
export interface NetworkTissue {
  readonly kind: 'network';
  readonly model: string;
  readonly version: string;
  readonly sha256: string;
  readonly isSyntheticTrained: boolean;
  /** Known once it is opened; absent before. */
  readonly ran?: RanIn;
}

/** The port behind which a network classes tiles. */
export interface TileClassifier {
  /**
   * @param tiles 224 x 224 px at 0.5 um/px
   * @returns a probability for each of TISSUE_CLASSES, a tile each
   */
  classify(tiles: readonly RgbRaster[], signal?: AbortSignal): Promise<readonly Float32Array[]>;
}

export function mapSourceOf(source: TissueSource, areas: readonly DrawnTissue[]): MapSource {
  const drawn = areas.length === 0 ? '' : sha256Hex(JSON.stringify(areas));
  const over = areas.length === 0 || source.kind === 'drawn' ? '' : ', drawn areas over it';
  switch (source.kind) {
    case 'drawn':
      return { kind: 'drawn', name: source.name, hash: drawn, gives: 'areas' };
    case 'pixel-classifier': {
      const { name, hash } = source.model;
      return {
        kind: 'pixel-classifier',
        name: `pixel classifier "${name}"${over}`,
        hash: sha256Hex(hash + drawn),
        gives: 'areas',
      };
    }
    case 'network':
      return {
        kind: 'network',
        name: `${nameOf(source)}${over}`,
        hash: sha256Hex(source.sha256 + tierIn(source) + drawn),
        gives: 'probabilities',
        ...(source.isSyntheticTrained && { isSyntheticTrained: true }),
        ...(source.ran?.tierNote !== undefined && { tierNote: source.ran.tierNote }),
      };
  }
}

const nameOf = (source: NetworkTissue): string => {
  const demonstration = source.isSyntheticTrained ? ' (demonstration weights)' : '';
  return `network ${source.model} ${source.version}${demonstration}${tierIn(source)}`;
};

/** Empty for the reference tier. */
const tierIn = ({ ran }: NetworkTissue): string =>
  ran === undefined || ran.tier === 'reference' ? '' : `, tier ${ran.tier}`;
