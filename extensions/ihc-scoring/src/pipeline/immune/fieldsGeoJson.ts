import type { PixelRect } from '@timescope/core/raster';
import type { ImmuneField } from './immuneFields';
import { FIELD_PLACES } from './immuneScore';
import type { CountedSlide, StromaSlide } from './immuneResult';

type Corners = readonly (readonly [number, number])[];

/** The proposed fields as areas that a viewer opens, in pixels of the full-resolution image. */
export const fieldsGeoJson = (fields: CountedSlide['fields']): string =>
  collection(fields, ({ positive, tissueMm2, densityPerMm2, isMoved, ...rect }) => ({
    corners: cornersOfRect(rect),
    measurements: { positive, tissueMm2, densityPerMm2 },
    isMoved,
  }));

/** The three fields of the tumour-stroma ratio on H&E, and the one that the grade of the lymphocytes was proposed from. */
export function stromaFieldsGeoJson({ stromaOfFields, tilProposal }: StromaSlide): string {
  const ratios = (stromaOfFields?.fields ?? []).map(({ stromaMm2, tissueMm2, ratio, isMoved, ...rect }, at) =>
    feature(`ratio ${at + 1}`, cornersOfRect(rect), { stromaMm2, tissueMm2, ratio }, isMoved),
  );
  const { field, lymphocytes, areaMm2, grade } = tilProposal ?? {};
  const hottest =
    field &&
    feature('lymphocytes', cornersOfRect(field), {
      ...{
        grade,
        lymphocytesInStroma: lymphocytes?.stroma,
        lymphocytesInEpithelium: lymphocytes?.epithelium,
      },
      ...{ stromaMm2: areaMm2?.stroma, epitheliumMm2: areaMm2?.epithelium },
    });
  return written([...ratios, ...(hottest ? [hottest] : [])]);
}

const cornersOfRect = ({ x, y, width, height }: PixelRect): Corners => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
];

/** The same places on another section; nothing was counted in them. */
export const placesGeoJson = (
  fields: CountedSlide['fields'],
  cornersOf: (field: ImmuneField) => Corners,
): string => collection(fields, field => ({ corners: cornersOf(field) }));

function collection(
  fields: CountedSlide['fields'],
  shapeOf: (field: ImmuneField) => {
    readonly corners: Corners;
    readonly measurements?: object;
    readonly isMoved?: true | undefined;
  },
): string {
  return written(
    FIELD_PLACES.flatMap(place =>
      (fields[place]?.fields ?? []).map((field, at) => {
        const { corners, measurements, isMoved } = shapeOf(field);
        return feature(`${place} ${at + 1}`, corners, measurements, isMoved);
      }),
    ),
  );
}

const feature = (name: string, corners: Corners, measurements?: object, isMoved?: true): object => ({
  type: 'Feature',
  geometry: { type: 'Polygon', coordinates: [[...corners, ...corners.slice(0, 1)]] },
  properties: {
    objectType: 'annotation',
    name,
    classification: { name: 'Region*' },
    ...(measurements && { measurements }),
    ...(isMoved && { isMovedByReader: true }),
  },
});

const written = (features: readonly object[]): string =>
  `${JSON.stringify({ type: 'FeatureCollection', features })}\n`;
