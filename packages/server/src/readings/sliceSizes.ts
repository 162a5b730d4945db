import { number } from '@timescope/core/dicom/json';
import { TimescopeError } from '@timescope/core/errors';
import type { InstanceStore } from '../store/instanceStore';
import type { OutlineContent } from './outlineContent';
import type { ReadingAddress } from './seats';

/** Columns and rows of a series' slices by their UID; empty for a series that is not known here. */
export type SliceSizes = ReadonlyMap<string, { readonly columns: number; readonly rows: number }>;

export function sliceSizes(store: InstanceStore, { study, series }: ReadingAddress): SliceSizes {
  const ofSeries = Array.from(store.records()).filter(
    record => record.study === study && record.series === series,
  );
  return new Map(
    ofSeries.map(({ instance, attributes }) => [
      instance,
      { columns: number(attributes, '00280011') ?? 0, rows: number(attributes, '00280010') ?? 0 },
    ]),
  );
}

/**
 * An outline of another grid would be signed for good and could never be compared.
 * @throws TimescopeError GEOMETRY
 */
export function refuseOtherGrid({ columns, rows, slices }: OutlineContent, sizes: SliceSizes): void {
  if (sizes.size === 0) return;
  const isOfSeries = slices.every(({ sopInstanceUid }) => {
    const size = sizes.get(sopInstanceUid);
    return size?.columns === columns && size.rows === rows;
  });
  if (isOfSeries) return;
  throw new TimescopeError('GEOMETRY', 'This outline does not lie on the slices of this series.', {
    nextStep: 'Reload the page of this series and outline the tumour there.',
  });
}
