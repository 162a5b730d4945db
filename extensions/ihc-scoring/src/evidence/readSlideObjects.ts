import { RUN_DOCUMENT } from '@timescope/core/dicom/codes';
import type { ContentItem } from '@timescope/core/dicom/contentItem';
import { readBulkAnnotations, type BulkAnnotations } from '@timescope/core/dicom/read/bulkAnnotations';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { readSegmentation } from '@timescope/core/dicom/read/segmentation';
import {
  itemsOfTree,
  readStructuredReport,
  type StructuredReport,
} from '@timescope/core/dicom/read/structuredReport';
import { BULK_ANNOTATIONS } from '@timescope/core/dicom/write/bulkAnnotations';
import { SEGMENTATION_STORAGE } from '@timescope/core/dicom/write/ctSegmentation';
import { COMPREHENSIVE_3D_SR } from '@timescope/core/dicom/write/structuredReport';
import { TimescopeError } from '@timescope/core/errors';
import { unpackedState } from '@timescope/core/result/packedState';
import { readScoreResult } from '@timescope/core/result/readScoreResult';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { pickCells, type CellTable } from '../pipeline/cellTable';
import { cellsOfGroups } from './cellGroups';
import { storedDigest, type CellsState, type SlideState } from './slideState';
import type { SavedSlide } from './slideToSave';
import { classesOfSegments } from './tissueSegments';

/**
 * What slideObjects stored, from the files of one result in any order (others of the study may be among them).
 * @throws TimescopeError WRONG_SOP_CLASS without our report, NOT_FOUND where an object of it is missing, MODEL_MISMATCH
 *   where the cells are not those that were stored or an archive took out what opening again needs
 */
export function readSlideObjects(files: readonly Uint8Array[]): SavedSlide {
  const kinds = files.map(bytes => ({ bytes, meta: readPart10(bytes).meta }));
  const reports = kinds
    .filter(({ meta }) => meta.sopClassUid === COMPREHENSIVE_3D_SR)
    .map(({ bytes }) => readStructuredReport(bytes));
  const report = reports.find(each => resultIn(each) !== undefined);
  if (!report) throw noReport(files.length);
  const ofReport = new Set(
    report.evidence.flatMap(({ objects }) => objects.map(object => object.sopInstanceUid)),
  );
  const filesOf = (sopClassUid: string) =>
    kinds.filter(({ meta }) => meta.sopClassUid === sopClassUid && ofReport.has(meta.sopInstanceUid));
  const state = slideStateOf(report);
  const [tissue] = filesOf(SEGMENTATION_STORAGE);
  const { basis, ...measurement } = state.measurement;
  const classes = state.classes && classesOfSegments(tissue && readSegmentation(tissue.bytes), state.classes);
  return {
    result: resultIn(report) ?? measurement.result,
    measurement: {
      ...measurement,
      basis: { ...basis, ...(classes && { classes }) },
      tables: tablesOf(
        filesOf(BULK_ANNOTATIONS).map(({ bytes }) => readBulkAnnotations(bytes)),
        state.tables,
      ),
    },
    reading: state.reading,
    signed: state.signed,
    savedBy: { reader: readerOf(report), at: report.at },
    predecessor: report.predecessor,
    version: report.version,
  };
}

/** The result document that a report holds; undefined in another's report. */
export function resultIn({ root }: StructuredReport): ScoreResult | undefined {
  const [stored] = itemsOfTree(root, isRunDocument);
  return stored && readScoreResult(JSON.parse(stored.text));
}

type TextItem = Extract<ContentItem, { kind: 'TEXT' }>;

const isRunDocument = (item: ContentItem): item is TextItem =>
  item.kind === 'TEXT' && item.name.value === RUN_DOCUMENT.value && item.name.scheme === RUN_DOCUMENT.scheme;

type Person = Extract<ContentItem, { kind: 'PNAME' }>;

const readerOf = ({ root }: StructuredReport): string | undefined =>
  itemsOfTree(root, (item): item is Person => item.kind === 'PNAME')[0]?.person;

function slideStateOf({ state }: StructuredReport): SlideState {
  if (!state) throw takenOut();
  return unpackedState(state) as SlideState;
}

/** The tool's cells as they were measured, table by table. */
function tablesOf(annotations: readonly BulkAnnotations[], counts: readonly number[]): readonly CellTable[] {
  const nuclei = annotations.find(({ state }) => state !== undefined);
  const borders = annotations.find(each => each !== nuclei)?.groups[0];
  if (!nuclei?.state || !borders) throw missing();
  const { groupOfCell, tool, digest } = unpackedState(nuclei.state) as CellsState;
  const outlines = { xy: Float32Array.from(borders.xy), offsets: Uint32Array.from(borders.offsets) };
  const cells = { ...cellsOfGroups(nuclei.groups, groupOfCell, outlines), ...tool };
  if (storedDigest(cells) !== digest) throw otherCells();
  let first = 0;
  return counts.map(count => {
    const table = pickCells(
      cells,
      Array.from({ length: count }, (_, at) => first + at),
    );
    first += count;
    return table;
  });
}

const noReport = (files: number): TimescopeError =>
  new TimescopeError(
    'WRONG_SOP_CLASS',
    `None of the ${files} objects is a report of a slide that TIMEscope stored.`,
    {
      nextStep: 'Choose a result of TIMEscope.',
    },
  );

const takenOut = (): TimescopeError =>
  new TimescopeError(
    'MODEL_MISMATCH',
    'The archive took out the private element that opening the result again needs; its numbers stand in the report.',
    { nextStep: 'Let the archive keep group 0099, or measure the slide again.' },
  );

const missing = (): TimescopeError =>
  new TimescopeError('NOT_FOUND', 'The cells that belong to the report are not there.', {
    nextStep: 'Fetch all objects of the result.',
  });

const otherCells = (): TimescopeError =>
  new TimescopeError(
    'MODEL_MISMATCH',
    'The stored cells are not those that were saved: their digest differs.',
    {
      nextStep: 'Fetch the result again, or measure the slide again.',
    },
  );
