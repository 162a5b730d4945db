/** A square area of a class as QuPath writes it, in pixels of the full-resolution image. */
export const squareFeature = (x: number, y: number, edge: number, name: string) => ({
  type: 'Feature',
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [x, y],
        [x + edge, y],
        [x + edge, y + edge],
        [x, y + edge],
        [x, y],
      ],
    ],
  },
  properties: { classification: { name } },
});
