import type { ContentItem } from '@timescope/core/dicom/contentItem';
import type { Slide } from '@timescope/core/dicom/read/slide';
import { itemsOfTree, readStructuredReport } from '@timescope/core/dicom/read/structuredReport';
import type { DicomObject } from '@timescope/core/dicom/write/resultObjects';
import { matrixPoint, slideFromMatrix } from '@timescope/core/frames';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { readSlideObjects } from '@timescope/extension-ihc-scoring/evidence/readSlideObjects';
import { slideObjects } from '@timescope/extension-ihc-scoring/evidence/slideObjects';
import type { SavedSlide, SlideToSave } from '@timescope/extension-ihc-scoring/evidence/slideToSave';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { newReading } from '@timescope/extension-ihc-scoring/pipeline/reading/reading';
import { rescoredResult } from '@timescope/extension-ihc-scoring/pipeline/reading/rescore';
import { signed } from '@timescope/extension-ihc-scoring/pipeline/reading/signedReading';
import { execFileSync } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dumpOf, errorsIn } from '../../../harness/dicomOracles';
import { typedSlide } from '../../../harness/measuredSlide';
import { requireEqual, type Recomputed } from '../pipeline/scores/recompute';

let saved: SlideToSave;

beforeAll(async () => {
  saved = await typedSlide();
}, 60_000);

const filesOf = (toSave: SlideToSave) => slideObjects(toSave).objects.map(({ bytes }) => bytes);

/** What reading gives back: all but the slide, which is where it was. */
function readBack({ result, measurement, reading, signed: version, ...rest }: SlideToSave): SavedSlide {
  const { savedBy, predecessor, version: number } = rest;
  return { result, measurement, reading, signed: version, savedBy, predecessor, version: number };
}

/** One cell left out, one graded, and other thresholds. */
function edited(): SlideToSave {
  const { centroids } = saved.measurement.tables[0] ?? { centroids: new Float32Array(0) };
  const at = (cell: number) => ({ x: centroids[2 * cell] ?? 0, y: centroids[2 * cell + 1] ?? 0 });
  const edits = [
    { ...at(0), isIncluded: false },
    { ...at(1), grade: 3 as const },
  ];
  const changes = { thresholds: [0.12, 0.3, 0.5] as const, edits, leftOut: [], pcms: undefined };
  const result: ScoreResult = rescoredResult(saved.measurement, changes);
  const reading = { ...newReading('ki67'), thresholds: changes.thresholds, edits };
  return {
    ...saved,
    result,
    reading,
    signed: signed({
      ...{ number: 1, reader: 'Lund^Anna', signedAt: 1_790_000_000_000, reading, result, runId: 'run' },
      decision: {
        kind: 'overridden',
        score: 'ki67Index',
        from: result.ki67Index,
        to: 20,
        reason: 'Counted by eye',
      },
      toolResult: saved.result,
    }),
    predecessor: { seriesInstanceUid: '2.25.3', sopInstanceUid: '2.25.4' },
    version: 2,
  };
}

test('a stored result is read back as it was, to the last float of the last cell', () => {
  expect(saved.measurement.tables.length).toBeGreaterThan(1);
  expect(saved.result.cells.total).toBeGreaterThan(100);
  expect(saved.measurement.basis.classes?.values).toContain(2);
  expect(readSlideObjects(filesOf(saved))).toEqual(readBack(saved));
});

test('so is a signed reading with moved thresholds and judged cells, whatever the order of its files', () => {
  const toSave = edited();
  const files = filesOf(toSave).reverse();
  expect(readSlideObjects([...files, ...filesOf(saved).slice(0, 1)])).toEqual(readBack(toSave));
});

test('the same submission gives the same bytes; one judged cell gives other UIDs for every object', () => {
  expect(slideObjects(saved)).toEqual(slideObjects(saved));
  const [before, after] = [slideObjects(saved), slideObjects(edited())];
  const uids = new Set([...before.objects, ...after.objects].map(({ sopInstanceUid }) => sopInstanceUid));
  expect(uids.size).toBe(before.objects.length + after.objects.length);
  expect(after.predecessor).toBe('2.25.4');
});

test('the report comes last, after tissue, cells, borders and two maps', () => {
  const names = slideObjects(saved).objects.map(({ name }) => name);
  expect(names).toEqual([
    ...['tissue', 'cells', 'cell-borders', 'map-cell-density', 'map-percent-positive', 'scores'],
  ]);
});

test('dciodvfy finds no error in any object, and dsrdump shows the scores and the decision', () => {
  const { objects } = slideObjects(edited());
  const faults = objects.map(({ name, bytes }) => [name, errorsIn(bytes)]);
  expect(faults).toEqual(objects.map(({ name }) => [name, []]));
  const dump = dumpOf(objects.at(-1)?.bytes ?? new Uint8Array());
  expect(dump).toContain('(85330-9,LN,');
  expect(dump).toContain(
    'CODE:(DECISION,99TIMESCOPE,"Decision of the reader")=(AMENDED,99TIMESCOPE,"Amended")',
  );
});

test.each([
  ['the tool', () => saved],
  ['a reader', edited],
])(
  'pydicom finds every score of %s, the areas of the classes and the places of the cells in the objects alone',
  async (_, toSave) => {
    const { result, slide } = toSave();
    const { objects } = slideObjects(toSave());
    const folder = await mkdtemp(path.join(tmpdir(), 'timescope-objects-'));
    for (const { name, bytes } of objects) await writeFile(path.join(folder, `${name}.dcm`), bytes);
    const oracle = recomputedFromDicom(folder);
    expect(requireEqual(result, oracle)).toBeGreaterThan(15);
    for (const [label, areaMm2] of Object.entries(oracle.segmentMm2))
      if (label !== 'Tissue, not classified')
        expect(areaMm2).toBeCloseTo(mapAreaIn(objects.at(-1), label), 9);
    const places = oracle.centroidsMm.flat();
    const ours = [...placesMm(saved.measurement.tables, slide)];
    expect(sorted(places)).toHaveLength(ours.length);
    sorted(places).forEach((place, at) => expect(place).toBeCloseTo(sorted(ours)[at] ?? Number.NaN, 6));
  },
  60_000,
);

/** What tests/oracles/recompute_dicom.py prints. */
interface FromDicom extends Recomputed {
  readonly segmentMm2: Readonly<Record<string, number>>;
  /** x and y, cell by cell and group by group. */
  readonly centroidsMm: readonly (readonly (readonly [number, number])[])[];
}

function recomputedFromDicom(folder: string): FromDicom {
  const script = path.join(import.meta.dirname, '../../../oracles/recompute_dicom.py');
  const options = ['--types', 'known', '--scored', 'tumour'];
  return JSON.parse(
    execFileSync('/usr/bin/python3', [script, folder, ...options], { encoding: 'utf8' }),
  ) as FromDicom;
}

/** Sums of both coordinates tell places apart well enough to compare two lists in any order. */
const sorted = (places: readonly (readonly [number, number])[]): readonly number[] =>
  places.map(([x, y]) => x + 1000 * y).sort((a, b) => a - b);

function* placesMm(tables: readonly CellTable[], { placement }: Slide): Generator<readonly [number, number]> {
  if (!placement) throw new Error('The drawn slide says where it lies.');
  for (const { count, centroids } of tables)
    for (let cell = 0; cell < count; cell++) {
      const at = matrixPoint(centroids[2 * cell] ?? 0, centroids[2 * cell + 1] ?? 0);
      const { x, y } = slideFromMatrix(at, placement);
      yield [x, y];
    }
}

function mapAreaIn(report: DicomObject | undefined, label: string): number {
  const { root } = readStructuredReport(report?.bytes ?? new Uint8Array());
  const groups = itemsOfTree(root, (item): item is ContentItem => item.kind === 'CONTAINER');
  const group = groups.find(({ items }) => items?.some(item => item.kind === 'TEXT' && item.text === label));
  const area = group?.items?.find(item => item.name.value === 'MAPAREA');
  return area?.kind === 'NUM' && 'value' in area ? area.value : Number.NaN;
}

test('cells that are not those of the result are not stored', () => {
  const fewer = {
    ...saved,
    measurement: { ...saved.measurement, tables: saved.measurement.tables.slice(1) },
  };
  expect(() => slideObjects(fewer)).toThrow('The cells in memory are not those that the result counts.');
});

test('a report without its cells is refused with what is missing', () => {
  const report = filesOf(saved).slice(-1);
  expect(() => readSlideObjects(report)).toThrow('The cells that belong to the report are not there.');
});

test('a signature of another result is never written', () => {
  const { signed: version } = edited();
  expect(() => slideObjects({ ...saved, signed: version })).toThrow(
    'The signature is of another result than the one to be saved.',
  );
});
