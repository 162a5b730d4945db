import { ARTEFACT } from '../pipeline/artefacts/artefact';

/** What of a block is drawn filled. */
export type FilledMark = 'ink' | 'fold';

/** Whether the code of a block says that it is measured. */
export const isTissueCode = (code: number | undefined): boolean => code === ARTEFACT.none;

/** Inks of all colours look the same. */
export function markOf(code: number): FilledMark | undefined {
  if (code === ARTEFACT.fold) return 'fold';
  return code >= ARTEFACT.penRed && code <= ARTEFACT.penBlack ? 'ink' : undefined;
}
