import { sha256Hex } from '@timescope/core/sha256';
import { isTissueRole, type Annotation } from '../annotations';

/** The network whose map of the tissue an area was drawn from. */
export interface FoundByMap {
  /** With its version. */
  readonly name: string;
  readonly hash: string;
  readonly isSyntheticTrained: boolean;
  /** Of the area as the map had it; absent where the map had been corrected before. */
  readonly digest?: string;
}

/** SHA-256 of the points of an area. */
export const ringsDigest = (rings: Annotation['rings']): string =>
  sha256Hex(JSON.stringify(rings.map(ring => ring.map(({ x, y }) => [x, y]))));

/** Which network told tumour and stroma apart, where areas are of its map; undefined once all are a reader's own. */
export function networkOfAreas(annotations: readonly Annotation[]): Omit<FoundByMap, 'digest'> | undefined {
  const tissue = annotations.filter(({ role }) => isTissueRole(role));
  const [found] = tissue.flatMap(({ foundBy }) => foundBy ?? []);
  if (!found) return undefined;
  const isCorrected = tissue.some(
    ({ foundBy, rings }) => foundBy?.digest === undefined || foundBy.digest !== ringsDigest(rings),
  );
  const { name, hash, isSyntheticTrained } = found;
  return { name: isCorrected ? `${name}, corrected` : name, hash, isSyntheticTrained };
}
