import { regionsFromFile } from '../../../../../extensions/ihc-scoring/src/services/regions/regionsFromFile';

const slide = { width: 1000, height: 800 };
const area = (x: number, name?: string) => ({
  type: 'Feature',
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [x, 10],
        [x + 50, 10],
        [x + 50, 60],
        [x, 10],
      ],
    ],
  },
  properties: { objectType: 'annotation', ...(name !== undefined && { classification: { name } }) },
});
const file = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features });

test("areas of QuPath come in with their class's role; those beside the slide are counted", () => {
  const { areas, outside } = regionsFromFile(
    file(area(10, 'Tumor'), area(100), area(5000)),
    'a.geojson',
    slide,
  );
  expect(areas.map(({ role, name }) => `${name} ${role}`)).toEqual(['Tumor tumour', 'Region region']);
  expect(outside).toBe(1);
});

test('a file that is no GeoJSON, has other classes, or lies on another slide is refused with a sentence', () => {
  expect(() => regionsFromFile('not json', 'a.txt', slide)).toThrow('a.txt is no GeoJSON file.');
  expect(() => regionsFromFile(file(area(10, 'Necrosis')), 'a', slide)).toThrow('class "Necrosis"');
  expect(() => regionsFromFile(file(area(5000)), 'a', slide)).toThrow(
    'All areas of a lie outside this slide.',
  );
  expect(() => regionsFromFile(file(), 'a', slide)).toThrow('The GeoJSON holds no drawn area');
});
