import { csvRow } from '@timescope/core/csv';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import { strings } from '../strings';
import type { FeatureEntry } from '../pipeline/radiomics/catalogue/catalogue';
import type { MeasuredRegion } from './RegionFeatures';

/** One line a feature with a column of values for each region, named by the region. */
export function featuresCsv(regions: readonly MeasuredRegion[]): string {
  const [first] = regions;
  if (!first) return '';
  const { settings } = first.result;
  return [
    csvRow([
      'feature',
      'unit',
      'family',
      'definition',
      ...regions.map(({ label, result }) =>
        strings.regionColumn(label, result.voxels, strings.binsOf(result.settings.bins)),
      ),
      'profile',
      'use',
    ]),
    ...entriesOf(regions).map(({ name, unit, family, definition }) =>
      csvRow([
        name,
        unit,
        family,
        definition,
        ...regions.map(({ result }) => result.features[name]),
        settings.profile,
        RESEARCH_USE,
      ]),
    ),
  ].join('');
}

/** Every feature that one of the regions has: a region on one slice has shape 2D besides. */
export function entriesOf(regions: readonly MeasuredRegion[]): readonly FeatureEntry[] {
  return regions.reduce<readonly FeatureEntry[]>(
    (most, { entries }) => (entries.length > most.length ? entries : most),
    [],
  );
}
