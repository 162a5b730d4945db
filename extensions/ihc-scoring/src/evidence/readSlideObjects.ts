import { readBulkAnnotations, type BulkAnnotations } from '@timescope/core/dicom/read/bulkAnnotations';
import { readSegmentation } from '@timescope/core/dicom/read/segmentation';
import type { StructuredReport } from '@timescope/core/dicom/read/structuredReport';
import { BULK_ANNOTATIONS } from '@timescope/core/dicom/write/bulkAnnotations';
import { SEGMENTATION_STORAGE } from '@timescope/core/dicom/write/ctSegmentation';
import { TimescopeError } from '@timescope/core/errors';
import { unpackedState } from '@timescope/core/result/packedState';
import { readScoreResult } from '@timescope/core/result/readScoreResult';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { requireOwnStatements } from '@timescope/core/result/statements';
import { readerOf, runDocumentIn, storedResult } from '@timescope/core/result/storedResult';
import { pickCells, type CellTable } from '../pipeline/cellTable';
import { cellsOfGroups } from './cellGroups';
import { restatedScores } from './restatedScores';
import { storedDigest, type CellsState, type SlideState } from './slideState';
import type { SavedSlide } from './slideToSave';
import { classesOfSegments } from './tissueSegments';

/**
 * What slideObjects stored, from the files of one result in any order (others of the study may be among them).
 * @throws TimescopeError WRONG_SOP_CLASS without our report, NOT_FOUND where an object of it is missing, MODEL_MISMATCH
 *   where an object, a number or a cell is not as it was stored, or an archive took out what opening again needs
 */
export function readSlideObjects(files: readonly Uint8Array[]): SavedSlide {
  const stored = storedResult(files, resultIn);
  if (!stored) throw noReport(files.length);
  const { report, document: result, isNotComparable, filesOf } = stored;
  const state = slideStateOf(report);
  const { signed } = state;
  const reader = readerOf(report);
  requireOwnStatements(report, restatedScores({ result, reader, signed }, report.root));
  const [tissue] = filesOf(SEGMENTATION_STORAGE);
  const { basis, ...measurement } = state.measurement;
  const classes = state.classes && classesOfSegments(tissue && readSegmentation(tissue), state.classes);
  return {
    result,
    measurement: {
      ...measurement,
      basis: { ...basis, ...(classes && { classes }) },
      tables: tablesOf(filesOf(BULK_ANNOTATIONS).map(readBulkAnnotations), state.tables),
    },
    reading: state.reading,
    signed,
    savedBy: { reader, at: report.at },
    predecessor: report.predecessor,
    version: report.version,
    ...(isNotComparable && ({ isNotComparable } as const)),
  };
}

/** The result document that a report holds; undefined in another's report, and in that of a CT or a patient. */
export function resultIn(report: StructuredReport): ScoreResult | undefined {
  const stored = runDocumentIn(report);
  const document = (stored === undefined ? undefined : JSON.parse(stored)) as { kind?: unknown } | undefined;
  return document?.kind === 'timescope.score' ? readScoreResult(document) : undefined;
}

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
