import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';

interface Polygon {
  readonly coordinates: readonly (readonly (readonly number[])[])[];
}

interface Feature {
  readonly geometry: Polygon;
  readonly nucleusGeometry: Polygon;
  readonly properties: { readonly measurements: Readonly<Record<string, number>> };
}

/** A cell as a file can say it: positions and areas to two digits, densities as 32-bit floats. */
export interface PlainCell {
  readonly nucleus: readonly number[];
  readonly border: readonly number[];
  readonly densities: readonly (number | null)[];
  readonly areas: readonly number[];
  readonly compartment: number;
  readonly tool: { readonly grade: number; readonly type: number };
  readonly reader: { readonly grade: number; readonly type: number; readonly isLeftOut: boolean };
}

const DENSITIES = {
  nucleusDab: 'Nucleus: DAB OD mean',
  nucleusHaematoxylin: 'Nucleus: Hematoxylin OD mean',
  cytoplasmDab: 'Cytoplasm: DAB OD mean',
  membraneDab: 'Membrane: DAB OD mean',
  cellDab: 'Cell: DAB OD mean',
} as const;

/** The cells of a GeoJSON text, read by its names alone. */
export function readCells(text: string): PlainCell[] {
  const { features } = JSON.parse(text) as { features: Feature[] };
  return features.map(({ geometry, nucleusGeometry, properties: { measurements } }) => {
    const edited = 'Included' in measurements;
    const code = (name: string) => measurements[name] ?? 0;
    return {
      nucleus: openRing(nucleusGeometry),
      border: openRing(geometry),
      densities: Object.values(DENSITIES).map(name => float(measurements[name])),
      areas: [code('Nucleus: Area µm^2'), code('Cell: Area µm^2')],
      compartment: code('Compartment'),
      tool: {
        grade: code(edited ? 'Tool: DAB grade' : 'DAB grade'),
        type: code(edited ? 'Tool: Cell type' : 'Cell type'),
      },
      reader: {
        grade: code('DAB grade'),
        type: code('Cell type'),
        isLeftOut: edited && measurements.Included === 0,
      },
    };
  });
}

/** The cells of a table and of the same table as a reader sees it, in the same words. */
export function plainCells(tool: CellTable, reader: CellTable): PlainCell[] {
  return Array.from({ length: tool.count }, (_, cell) => ({
    nucleus: ringIn(tool.nuclei, cell),
    border: ringIn(tool.cells, cell),
    densities: (Object.keys(DENSITIES) as (keyof typeof DENSITIES)[]).map(name => float(tool[name][cell])),
    areas: [twoDigits(tool.nucleusAreaUm2[cell] ?? 0), twoDigits(tool.cellAreaUm2[cell] ?? 0)],
    compartment: tool.compartment[cell] ?? 0,
    tool: { grade: tool.grade[cell] ?? 0, type: tool.type[cell] ?? 0 },
    reader: {
      grade: reader.grade[cell] ?? 0,
      type: reader.type[cell] ?? 0,
      isLeftOut: reader.inclusion?.[cell] === 0,
    },
  }));
}

function openRing({ coordinates }: Polygon): number[] {
  const ring = coordinates[0] ?? [];
  expect(ring.at(-1)).toEqual(ring[0]);
  return ring.slice(0, -1).flat();
}

function ringIn({ xy, offsets }: CellTable['nuclei'], cell: number): number[] {
  return [...xy.subarray(2 * (offsets[cell] ?? 0), 2 * (offsets[cell + 1] ?? 0))].map(twoDigits);
}

const twoDigits = (value: number): number => Number(value.toFixed(2));

const float = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : Math.fround(value);
