import type { StainModel } from '../pipeline/stain/stainModel';
import { amountsOf } from '../pipeline/stain/stainTables';
import type { Triple } from '../pipeline/stain/stainVectors';

/** A stain of the slide: its vector, and how much of the stains in use it would be counted as. */
export interface OwnStain {
  readonly name: 'haematoxylin' | 'dab';
  readonly vector: Triple;
  readonly amounts: { readonly haematoxylin: number; readonly dab: number };
}

/** The slide's own stains, in QuPath's way where there are enough pixels for it; none where there are too few. */
export function ownStains({ estimated, vectors }: StainModel): readonly OwnStain[] {
  const own = estimated.qupath ?? estimated.macenko;
  if (!own) return [];
  return (['haematoxylin', 'dab'] as const).map(name => ({
    name,
    vector: own[name],
    amounts: amountsOf(own[name], vectors),
  }));
}
