import { isReadable, type ImmuneResult } from './immuneResult';

/** A document as an immune result of a version that is read; undefined for all else. */
export function readImmuneResult(document: unknown): ImmuneResult | undefined {
  const found = document as Partial<ImmuneResult> | null | undefined;
  if (found?.kind !== 'timescope.immune' || !isReadable(found.version)) return undefined;
  const { slides, scores, densityPerMm2, groups, notEvaluable, warnings } = found;
  const isWhole = slides && scores && densityPerMm2 && groups && notEvaluable && warnings;
  return isWhole ? (found as ImmuneResult) : undefined;
}
