import { canonicalJson, type Json } from '@timescope/core/canonicalJson';
import { sha256Hex } from '@timescope/core/sha256';
import { IMMUNE_MARKERS } from './immuneDensities';
import type { ImmuneResult } from './immuneResult';

/** Digits after the point that count. */
const DIGITS = 6;

/**
 * SHA-256 of what the indices rest on: the slides' maps and cells, densities, scores, settings and the cohort. Names, time,
 * warnings and how the sections lie on each other stay out.
 */
export function immuneHash(result: Omit<ImmuneResult, 'hash'>): string {
  const { slides, scores } = result;
  const rounded = JSON.parse(
    JSON.stringify(
      {
        ...{ version: result.version, settings: result.settings, densities: result.densityPerMm2 },
        ...{ tsr: result.tsr, stroma: scores.stroma, tumour: scores.tumour, is: result.immuneScore },
        ...{ tils: result.tils, time: result.time, cohort: result.reference?.hash ?? null },
        maps: (['cd3', 'cd8', 'he'] as const).map(name => slides[name]?.map.hash ?? null),
        cells: IMMUNE_MARKERS.map(marker => slides[marker]?.scoreHash ?? null),
      },
      (_, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(DIGITS)) : value),
    ),
  ) as Json;
  return sha256Hex(canonicalJson(rounded));
}
