import { csvRow } from '@timescope/core/csv';
import { RESEARCH_USE } from '@timescope/core/researchUse';
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
      ...regions.map(({ label, result }) => `${label} (${result.voxels} voxels)`),
      'profile',
      'use',
    ]),
    ...first.entries.map(({ name, unit, family, definition }) =>
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

/** Gives the reader a file; the text travels in the address, so that nothing is left to be released. */
export function download(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = `data:text/csv;charset=utf-8,${encodeURIComponent(text)}`;
  link.download = name;
  link.click();
}
