import { own, sct, ucum } from '@timescope/core/dicom/codes';
import type { Code } from '@timescope/core/dicom/contentItem';
import type { AnnotationGroup } from '@timescope/core/dicom/read/bulkAnnotations';
import type { AnnotationGroupToWrite } from '@timescope/core/dicom/write/bulkAnnotations';
import { TimescopeError } from '@timescope/core/errors';
import { cellClassName, cellClassRgb } from '../pipeline/cellClasses';
import {
  MEASUREMENTS,
  pickPolygons,
  type CellMeasurements,
  type CellTable,
  type PolygonTable,
} from '../pipeline/cellTable';
import type { Grade } from '../pipeline/intensity';
import type { Settings } from '../pipeline/settings';
import { measuredColumn } from '../pipeline/measuredColumn';
import { COUNTED, inclusionAt } from '../pipeline/scores/slideSums';

/** The cells of a table in groups of one class each, and the group of every cell: its place in the list, from 0. */
export interface GroupedCells {
  readonly groups: readonly AnnotationGroupToWrite[];
  readonly groupOfCell: Uint8Array<ArrayBuffer>;
}

/** What all cells of a group have in common. */
interface CellClass {
  readonly inclusion: number;
  readonly compartment: number;
  readonly type: number;
  readonly grade: number;
}

export function cellGroups(cells: CellTable, settings: Settings): GroupedCells {
  const column = measuredColumn(cells, settings.measured);
  const members = new Map<number, number[]>();
  for (let cell = 0; cell < cells.count; cell++) {
    const code = codeOf({
      inclusion: inclusionAt(cells, column, cell),
      compartment: cells.compartment[cell] ?? 0,
      type: cells.type[cell] ?? 0,
      grade: cells.grade[cell] ?? 0,
    });
    const group = members.get(code);
    if (group) group.push(cell);
    else members.set(code, [cell]);
  }
  const codes = [...members.keys()].sort((a, b) => a - b);
  const groupOfCell = new Uint8Array(cells.count);
  const groups = codes.map((code, index) => {
    const inGroup = members.get(code) ?? [];
    for (const cell of inGroup) groupOfCell[cell] = index;
    return groupToWrite(classOf(code), cells, inGroup, settings);
  });
  return { groups, groupOfCell };
}

const codeOf = ({ inclusion, compartment, type, grade }: CellClass): number =>
  ((inclusion * 3 + compartment) * 3 + type) * 4 + grade;

const classOf = (code: number): CellClass => ({
  inclusion: Math.floor(code / 36),
  compartment: Math.floor(code / 12) % 3,
  type: Math.floor(code / 4) % 3,
  grade: code % 4,
});

function groupToWrite(
  of: CellClass,
  cells: CellTable,
  members: readonly number[],
  { preset }: Settings,
): AnnotationGroupToWrite {
  const centre = (axis: number) =>
    Float32Array.from(members, cell => cells.centroids[2 * cell + axis] ?? Number.NaN);
  const isCounted = of.inclusion === COUNTED;
  return {
    label: `${cellClassName(of.grade as Grade, preset, of)}${isCounted ? '' : `, ${INCLUSIONS[of.inclusion] ?? ''}`}`,
    description: described(of),
    category: ANATOMICAL_STRUCTURE,
    type: NUCLEUS,
    colour: isCounted ? cellClassRgb(of.grade as Grade, preset) : GREY,
    ...pickPolygons(cells.nuclei, members),
    measurements: [
      { name: CENTRE_COLUMN, unit: PIXELS, values: centre(0) },
      { name: CENTRE_ROW, unit: PIXELS, values: centre(1) },
      ...MEASUREMENTS.map(name => ({
        ...MEASURED[name],
        values: Float32Array.from(members, cell => cells[name][cell] ?? Number.NaN),
      })),
    ],
  };
}

/** The borders of all cells, in the order in which they were measured. */
export const borderGroup = ({ cells }: CellTable): AnnotationGroupToWrite => ({
  label: 'Borders of the cells',
  description: 'Nuclei grown to the border of their cells, in the order of the measurement',
  category: ANATOMICAL_STRUCTURE,
  type: own('CELL', 'Cell'),
  colour: GREY,
  xy: cells.xy,
  offsets: cells.offsets,
  measurements: [],
});

const GREY = [150, 150, 150] as const;

/** Codes of CellTable.inclusion. */
const INCLUSIONS = ['left out by the reader', 'counted', 'not evaluable'];
const COMPARTMENTS = ['other', 'tumour', 'stroma'];
const TYPES = ['other', 'tumour cell', 'immune cell'];

/** The four facts in words that programs can read, too: see docs/dicom-conformance.md. */
const described = ({ inclusion, compartment, type, grade }: CellClass): string =>
  [
    INCLUSIONS[inclusion] ?? '',
    `compartment ${COMPARTMENTS[compartment] ?? ''}`,
    `type ${TYPES[type] ?? ''}`,
    `grade ${grade}`,
  ].join('; ');

/** @throws TimescopeError MODEL_MISMATCH for a group that is not one of ours. */
function classFrom(description = ''): CellClass {
  const [inclusion = '', compartment = '', type = '', grade = ''] = description.split('; ');
  const found = {
    inclusion: INCLUSIONS.indexOf(inclusion),
    compartment: COMPARTMENTS.indexOf(compartment.replace('compartment ', '')),
    type: TYPES.indexOf(type.replace('type ', '')),
    grade: Number(grade.replace('grade ', '') || Number.NaN),
  };
  if (Object.values(found).every(code => code >= 0)) return found;
  throw notOurs(`a group of cells that says "${description.slice(0, 64)}"`);
}

/** The cells of our own groups in the order in which they were measured, with the grades and types of their groups. */
export function cellsOfGroups(
  groups: readonly AnnotationGroup[],
  groupOfCell: Uint8Array,
  borders: PolygonTable,
): CellTable {
  const count = groupOfCell.length;
  const classes = groups.map(({ description }) => classFrom(description));
  const places = placesOf(groupOfCell, groups);
  const code = (name: keyof CellClass) => Uint8Array.from(groupOfCell, group => classes[group]?.[name] ?? 0);
  const column = (measured: Code) => gathered(groups, groupOfCell, places, measured);
  const [x, y] = [column(CENTRE_COLUMN), column(CENTRE_ROW)];
  return {
    count,
    centroids: Float32Array.from(
      { length: 2 * count },
      (_, at) => (at % 2 === 0 ? x : y)[at >> 1] ?? Number.NaN,
    ),
    nuclei: gatheredPolygons(groups, groupOfCell, places),
    cells: borders,
    ...(Object.fromEntries(MEASUREMENTS.map(name => [name, column(MEASURED[name].name)])) as Record<
      keyof CellMeasurements,
      Float32Array<ArrayBuffer>
    >),
    grade: code('grade'),
    compartment: code('compartment'),
    type: code('type'),
  };
}

/** Which annotation of its group each cell is. */
function placesOf(groupOfCell: Uint8Array, groups: readonly AnnotationGroup[]): Uint32Array {
  const next = new Uint32Array(groups.length);
  const places = Uint32Array.from(groupOfCell, group => {
    const place = next[group] ?? 0;
    next[group] = place + 1;
    return place;
  });
  groups.forEach(({ offsets }, group) => {
    if (next[group] !== offsets.length - 1) throw notOurs('another number of cells than were measured');
  });
  return places;
}

function gathered(
  groups: readonly AnnotationGroup[],
  groupOfCell: Uint8Array,
  places: Uint32Array,
  measured: Code,
): Float32Array<ArrayBuffer> {
  const columns = groups.map(({ measurements }) => {
    const found = measurements.find(
      ({ name }) => name?.value === measured.value && name.scheme === measured.scheme,
    );
    if (!found) throw notOurs(`no measurement "${measured.meaning}"`);
    return found.values;
  });
  return Float32Array.from(places, (place, cell) => columns[groupOfCell[cell] ?? 0]?.[place] ?? Number.NaN);
}

function gatheredPolygons(
  groups: readonly AnnotationGroup[],
  groupOfCell: Uint8Array,
  places: Uint32Array,
): PolygonTable {
  const offsets = new Uint32Array(places.length + 1);
  const xy = new Float32Array(groups.reduce((sum, group) => sum + group.xy.length, 0));
  places.forEach((place, cell) => {
    const group = groups[groupOfCell[cell] ?? 0];
    const from = group?.offsets[place] ?? 0;
    const to = group?.offsets[place + 1] ?? from;
    const at = offsets[cell] ?? 0;
    if (group) xy.set(group.xy.subarray(2 * from, 2 * to), 2 * at);
    offsets[cell + 1] = at + to - from;
  });
  return { xy, offsets };
}

const ANATOMICAL_STRUCTURE = sct('91723000', 'Anatomical structure');
const NUCLEUS = sct('84640000', 'Nucleus');
const PIXELS = ucum('{pixels}', 'pixels');
const SQUARE_MICROMETRES = ucum('um2', 'square micrometer');
const OPTICAL_DENSITY = ucum('{OD}', 'optical density');

/** Counted from the corner of the first pixel of the total pixel matrix. */
const CENTRE_COLUMN = own('CENTRECOLUMN', 'Centre of the nucleus, column');
const CENTRE_ROW = own('CENTREROW', 'Centre of the nucleus, row');

const MEASURED: Readonly<Record<keyof CellMeasurements, { readonly name: Code; readonly unit: Code }>> = {
  nucleusDab: { name: own('NUCLEUSDAB', 'Mean DAB of the nucleus'), unit: OPTICAL_DENSITY },
  nucleusHaematoxylin: {
    name: own('NUCLEUSHEM', 'Mean haematoxylin of the nucleus'),
    unit: OPTICAL_DENSITY,
  },
  cytoplasmDab: { name: own('CYTOPLASMDAB', 'Mean DAB of the cytoplasm'), unit: OPTICAL_DENSITY },
  membraneDab: { name: own('MEMBRANEDAB', 'Mean DAB of the membrane'), unit: OPTICAL_DENSITY },
  membraneDabP10: {
    name: own('MEMBRANEDAB90', 'DAB that 90 % of the membrane reaches'),
    unit: OPTICAL_DENSITY,
  },
  cellDab: { name: own('CELLDAB', 'Mean DAB of the cell'), unit: OPTICAL_DENSITY },
  nucleusAreaUm2: { name: sct('42798000', 'Area'), unit: SQUARE_MICROMETRES },
  cellAreaUm2: { name: own('CELLAREA', 'Area of the cell'), unit: SQUARE_MICROMETRES },
};

const notOurs = (what: string): TimescopeError =>
  new TimescopeError('MODEL_MISMATCH', `The annotations hold ${what}.`, {
    nextStep: 'Open the result with the version of TIMEscope that stored it, or measure the slide again.',
  });
