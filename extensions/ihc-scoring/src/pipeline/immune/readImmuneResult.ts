import { IMMUNE_RESULT_VERSION, type ImmuneResult } from './immuneResult';

/** A document as an immune result of this version; undefined for all else. */
export function readImmuneResult(document: unknown): ImmuneResult | undefined {
  const found = document as Partial<ImmuneResult> | null | undefined;
  if (found?.kind !== 'timescope.immune' || found.version !== IMMUNE_RESULT_VERSION) return undefined;
  const { slides, scores, densityPerMm2, groups, notEvaluable, warnings } = found;
  const isWhole = slides && scores && densityPerMm2 && groups && notEvaluable && warnings;
  return isWhole ? (found as ImmuneResult) : undefined;
}
