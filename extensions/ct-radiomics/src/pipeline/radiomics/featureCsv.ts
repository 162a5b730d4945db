import { csvRow } from '@timescope/core/csv';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import { featureCatalogue } from './catalogue/catalogue';
import type { RadiomicsResult } from './radiomics';

/** One line a feature, with unit, family, definition and, where there is no value, the reason. */
export function featureCsv({ settings, features, notEvaluable }: RadiomicsResult): string {
  const rows = featureCatalogue(settings.profile).filter(({ name }) => name in features);
  return [
    csvRow(['feature', 'value', 'unit', 'family', 'definition', 'not_evaluable', 'use']),
    ...rows.map(({ name, unit, family, definition }) =>
      csvRow([name, features[name], unit, family, definition, notEvaluable[name], RESEARCH_USE]),
    ),
  ].join('');
}
