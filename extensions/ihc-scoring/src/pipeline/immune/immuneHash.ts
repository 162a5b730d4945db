import { canonicalJson, type Json } from '@timescope/core/canonicalJson';
import { sha256Hex } from '@timescope/core/sha256';
import { IMMUNE_MARKERS } from './immuneDensities';
import type { ImmuneResult, ImmuneSlides } from './immuneResult';
import { SLIDES_OF_PATIENT } from './slidesOfPatient';

/** Digits after the point that count. */
const DIGITS = 6;

type Hashed = Omit<ImmuneResult, 'hash'>;

/** SHA-256 of the document. Names of the slides and the version of the program stay out. */
export function immuneHash(result: Hashed): string {
  const content = result.version === 1 ? contentOfBefore(result) : contentOf(result);
  const rounded = JSON.parse(
    JSON.stringify(content, (_, value: unknown) =>
      typeof value === 'number' ? Number(value.toFixed(DIGITS)) : value,
    ),
  ) as Json;
  return sha256Hex(canonicalJson(rounded));
}

const contentOf = (result: Hashed): object => ({
  ...result,
  ...{ hash: undefined, provenance: undefined },
  slides: withoutNames(result.slides),
});

const withoutNames = (slides: ImmuneSlides): object =>
  Object.fromEntries(
    Object.entries(slides as Readonly<Record<string, { readonly input: { readonly digest: string } }>>).map(
      ([name, slide]) => [name, { ...slide, input: slide.input.digest }],
    ),
  );

/** Version 1 left out groups, fields, warnings and how the sections lie on each other. */
function contentOfBefore(result: Hashed): object {
  const { slides, scores } = result;
  return {
    ...{ version: result.version, settings: result.settings, densities: result.densityPerMm2 },
    ...{ tsr: result.tsr, stroma: scores.stroma, tumour: scores.tumour, is: result.immuneScore },
    ...{ tils: result.tils, time: result.time, cohort: result.reference?.hash ?? null },
    maps: SLIDES_OF_PATIENT.map(name => slides[name]?.map.hash ?? null),
    cells: IMMUNE_MARKERS.map(marker => slides[marker]?.scoreHash ?? null),
  };
}
