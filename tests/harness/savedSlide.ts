import { matrixPoint } from '@timescope/core/frames';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { SlideToSave } from '@timescope/extension-ihc-scoring/evidence/slideToSave';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { newReading } from '@timescope/extension-ihc-scoring/pipeline/reading/reading';
import { rescoredResult } from '@timescope/extension-ihc-scoring/pipeline/reading/rescore';
import type { ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { scoreSlide } from '@timescope/extension-ihc-scoring/pipeline/scoreSlide';
import { openSlide } from '../../packages/cli/src/slideInput';
import { drawnSlide, randomDiscs } from '../extensions/ihc-scoring/pipeline/drawnSlide';
import { drawnDicomSlide } from './drawnDicomSlide';

const request: ScoreRequest = {
  preset: 'ki67',
  slide: { description: 'a drawn slide', digest: 'sha256:0' },
  annotations: [
    {
      name: 'Nest',
      role: 'tumour',
      rings: [[matrixPoint(20, 20), matrixPoint(200, 20), matrixPoint(200, 200), matrixPoint(20, 200)]],
    },
  ],
};

/** A measured slide as it is saved: a drawn one, measured by the pipeline. */
export async function measuredSlide(width = 640, height = 520): Promise<SlideToSave> {
  const { folder, slide, source } = await drawnDicomSlide(
    drawnSlide(width, height, randomDiscs(width, height, 150, 3)),
    0.5,
  );
  const input = await openSlide(folder);
  const tables: CellTable[] = [];
  const { result, basis } = await scoreSlide(input.source, request, {
    onCells: cells => void tables.push(cells),
  });
  await input.close();
  return {
    ...{ source, slide, result, reading: undefined, signed: undefined, predecessor: null, version: 1 },
    measurement: { result, basis, request, tables, area: { kind: 'slide' } },
    savedBy: { reader: 'Lund^Anna', at: { date: '20261122', time: '091500' } },
  };
}

/** The same after a reader flipped the grade of one cell. */
export function withOneCellFlipped(saved: SlideToSave, predecessor: SlideToSave['predecessor']): SlideToSave {
  const [table] = saved.measurement.tables;
  const grade = table?.grade[0] === 0 ? (3 as const) : (0 as const);
  const edits = [{ x: table?.centroids[0] ?? 0, y: table?.centroids[1] ?? 0, grade }];
  const result: ScoreResult = rescoredResult(saved.measurement, {
    ...{ thresholds: undefined, edits, leftOut: [], pcms: undefined },
  });
  return { ...saved, result, reading: { ...newReading('ki67'), edits }, predecessor, version: 2 };
}
