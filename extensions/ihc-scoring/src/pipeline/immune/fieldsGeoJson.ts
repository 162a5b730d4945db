import type { ImmuneField } from './immuneFields';
import { FIELD_PLACES } from './immuneScore';
import type { CountedSlide } from './immuneResult';

type Corners = readonly (readonly [number, number])[];

/** The proposed fields as areas that a viewer opens, in pixels of the full-resolution image. */
export const fieldsGeoJson = (fields: CountedSlide['fields']): string =>
  collection(fields, ({ x, y, width, height, positive, tissueMm2, densityPerMm2 }) => ({
    corners: [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
    ],
    measurements: { positive, tissueMm2, densityPerMm2 },
  }));

/** The same places on another section; nothing was counted in them. */
export const placesGeoJson = (
  fields: CountedSlide['fields'],
  cornersOf: (field: ImmuneField) => Corners,
): string => collection(fields, field => ({ corners: cornersOf(field) }));

function collection(
  fields: CountedSlide['fields'],
  shapeOf: (field: ImmuneField) => { readonly corners: Corners; readonly measurements?: object },
): string {
  const features = FIELD_PLACES.flatMap(place =>
    (fields[place]?.fields ?? []).map((field, at) => {
      const { corners, measurements } = shapeOf(field);
      return {
        type: 'Feature',
        geometry: { type: 'Polygon', coordinates: [[...corners, ...corners.slice(0, 1)]] },
        properties: {
          objectType: 'annotation',
          name: `${place} ${at + 1}`,
          classification: { name: 'Region*' },
          ...(measurements && { measurements }),
        },
      };
    }),
  );
  return `${JSON.stringify({ type: 'FeatureCollection', features })}\n`;
}
