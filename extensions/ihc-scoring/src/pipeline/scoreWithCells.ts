import type { PixelSource } from '@timescope/core/pixelSource';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { concatCellTables, type CellTable } from './cellTable';
import type { ScoreContext, ScoreRequest } from './scoreRequest';
import { scoreSlide } from './scoreSlide';

/** Scores a slide and keeps its cells, for who shows them: a page, a test. A large slide has millions. */
export async function scoreWithCells(
  source: PixelSource,
  request: ScoreRequest,
  context: ScoreContext = {},
): Promise<{ readonly result: ScoreResult; readonly cells: CellTable }> {
  const tables: CellTable[] = [];
  const onCells = async (cells: CellTable) => {
    tables.push(cells);
    await context.onCells?.(cells);
  };
  const { result } = await scoreSlide(source, request, { ...context, onCells });
  return { result, cells: concatCellTables(tables) };
}
