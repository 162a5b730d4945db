import type { Json } from '@timescope/core/canonicalJson';
import { dcm } from '@timescope/core/dicom/codes';
import { bulkAnnotations } from '@timescope/core/dicom/write/bulkAnnotations';
import { referenceTo, type DicomObject, type ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import { slideSegmentation } from '@timescope/core/dicom/write/slideSegmentation';
import { TimescopeError } from '@timescope/core/errors';
import { contentKey } from '@timescope/core/result/contentKey';
import { packedState } from '@timescope/core/result/packedState';
import { describer, reportedResult, type Describe } from '@timescope/core/result/reportedResult';
import { sha256Hex } from '@timescope/core/sha256';
import { VERSION } from '@timescope/core/version';
import { concatCellTables, type CellTable } from '../pipeline/cellTable';
import { rescore } from '../pipeline/reading/rescore';
import { requestOfRun } from '../pipeline/runRecord';
import { addCells, newSlideSums } from '../pipeline/scores/slideSums';
import { settingsOf, type Settings } from '../pipeline/settings';
import { borderGroup, cellGroups } from './cellGroups';
import { cellMaps } from './cellMaps';
import { finestImage } from './slideMatrix';
import { slideReport, type SlideReport } from './slideReport';
import { cellsState, slideState } from './slideState';
import { SCORES } from './slideSubject';
import type { SlideToSave } from './slideToSave';
import { tissueSegments, type TissueSegments } from './tissueSegments';

/** The name of the report, and of its file: its UID is objectUid(key, REPORT). */
export const REPORT = 'scores';

/**
 * A slide's result as DICOM objects: tissue classes, cells, their borders, maps, and last the report.
 * @throws TimescopeError MODEL_MISMATCH when cells or signature are not those of the result
 */
export function slideObjects(saved: SlideToSave): ResultObjects {
  if (saved.signed && saved.signed.result.hash !== saved.result.hash) throw otherSignature();
  const { classes } = saved.measurement.basis;
  const tissue = classes && tissueSegments(classes, saved.slide);
  const state = slideState(saved, tissue?.step);
  const key = keyOf(saved, packedState(state));
  const about = describer(saved, key, saved.result.marker);
  const tissueObject =
    tissue && slideSegmentation(about('tissue', 'tissue classes'), tissue.matrix, tissue.segments);
  const objects = [...(tissueObject ? [tissueObject] : []), ...cellObjects(saved, about)];
  const report = slideReport({
    key,
    slide: saved.slide,
    result: saved.result,
    reader: saved.savedBy.reader,
    signed: saved.signed,
    segments: tissue && tissueObject ? segmentsOf(tissue, tissueObject) : {},
    image: finestImage(saved.slide),
    otherObjects: objects.filter(object => object !== tissueObject).map(referenceTo),
  });
  return reportedResult(saved, about(REPORT, SCORES), objects, report, state);
}

/** Everything that the objects hold is in the key, the report's state through its digest. */
function keyOf(
  { source, result, savedBy, predecessor, signed, version }: SlideToSave,
  state: Uint8Array,
): string {
  const { provenance } = result;
  return contentKey({
    studyInstanceUid: source.studyInstanceUid,
    seriesInstanceUid: source.seriesInstanceUid,
    sopInstanceUids: source.images.map(({ sopInstanceUid }) => sopInstanceUid),
    inputDigest: provenance.input.digest,
    modelHashes: [provenance.compartments, provenance.cellTypes],
    algorithm: { name: provenance.method, version: VERSION },
    parameters: { hash: result.hash, run: result.run, result: JSON.parse(JSON.stringify(result)) as Json },
    engine: provenance.engine,
    regionDigests: [],
    decisions: { signed: signed?.seal ?? null, state: sha256Hex(state), version },
    reader: savedBy.reader,
    predecessor: predecessor?.sopInstanceUid ?? null,
  });
}

function cellObjects(saved: SlideToSave, about: Describe): readonly DicomObject[] {
  const tool = concatCellTables(saved.measurement.tables);
  const { seen, settings } = seenCells(saved, tool);
  const { groups, groupOfCell } = cellGroups(seen, settings);
  const common = {
    image: finestImage(saved.slide),
    algorithm: { ...DETECTION, version: VERSION },
  };
  return [
    bulkAnnotations(about('cells', 'cells'), {
      ...common,
      groups,
      state: packedState(cellsState(tool, seen, groupOfCell)),
    }),
    bulkAnnotations(about('cell-borders', 'borders of the cells'), {
      ...common,
      groups: [borderGroup(tool)],
    }),
    ...cellMaps(about, saved, seen, settings),
  ];
}

const DETECTION = {
  family: dcm('123104', 'Morphological Operations'),
  name: 'TIMEscope cells',
} as const;

/** The cells with the reader's thresholds and edits, as the result counts them. */
function seenCells(
  { result, measurement }: SlideToSave,
  tool: CellTable,
): { readonly seen: CellTable; readonly settings: Settings } {
  const { preset, edits = [], leftOut = [], pcms } = requestOfRun(result.run);
  const settings = settingsOf({ ...measurement.request, preset, overrides: {} });
  const thresholds = settings.gradeThresholds;
  const { tables } = rescore({ ...measurement, tables: [tool] }, { thresholds, edits, leftOut, pcms });
  const seen = tables[0] ?? tool;
  const sums = newSlideSums(settings);
  addCells(sums, seen);
  if (sums.cells.some((count, at) => count !== result.sums.cells[at])) throw otherCells();
  return { seen, settings };
}

const otherCells = (): TimescopeError =>
  new TimescopeError('MODEL_MISMATCH', 'The cells in memory are not those that the result counts.', {
    nextStep: 'Measure the slide again, then save.',
  });

const otherSignature = (): TimescopeError =>
  new TimescopeError('MODEL_MISMATCH', 'The signature is of another result than the one to be saved.', {
    nextStep: 'Open the signed version again, or begin a new one and sign it.',
  });

function segmentsOf(
  { matrix, segments }: TissueSegments,
  { sopClassUid, sopInstanceUid }: DicomObject,
): SlideReport['segments'] {
  const pixelMm2 = (matrix.placement.mpp.x / 1000) * (matrix.placement.mpp.y / 1000);
  const of = (label: string) => {
    const index = segments.findIndex(segment => segment.label === label);
    const pixels = segments[index]?.mask.values.reduce((sum, value) => sum + value, 0);
    if (pixels === undefined) return undefined;
    return { segment: { sopClassUid, sopInstanceUid, segment: index + 1 }, areaMm2: pixels * pixelMm2 };
  };
  const [tumour, stroma] = [of('Tumour'), of('Stroma')];
  return { ...(tumour && { tumour }), ...(stroma && { stroma }) };
}
