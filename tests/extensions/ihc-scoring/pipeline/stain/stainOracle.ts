import type {
  StainKind,
  StainVectors,
  Triple,
} from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { readFileSync } from 'node:fs';
import path from 'node:path';

interface StainOracle {
  readonly colours: readonly Triple[];
  /** Haematoxylin and the other stain of each colour. */
  readonly amounts: Readonly<Record<StainKind, readonly (readonly number[])[]>>;
  readonly estimates: Readonly<Record<'qupath' | 'macenko', StainVectors>>;
}

/** What tests/oracles/stain.py printed. */
export const stainOracle = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../../../../oracles/stain.json'), 'utf8'),
) as StainOracle;
