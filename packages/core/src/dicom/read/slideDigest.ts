import { sha256Hex } from '../../sha256';
import type { Slide } from './slide';

/** Names a slide by the UIDs of its images, where their bytes are never all at hand. */
export const slideDigest = ({ levels }: Pick<Slide, 'levels'>): string =>
  sha256Hex(
    levels
      .map(level => level.sopInstanceUid)
      .sort()
      .join('\n'),
  );
