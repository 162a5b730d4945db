import { scoreTable } from '../../../packages/cli/src/score/scoreTable';
import { resultOf, times } from '../../extensions/ihc-scoring/pipeline/scores/handMade';

const lineOf = (table: string, name: string): string =>
  table.split('\n').find(line => line.startsWith(name)) ?? '';

test('where cell types are known, the tumour row says of which cells its scores are and of which its density', () => {
  const cells = [...times(6, 'tt0'), ...times(2, 'tt1'), ...times(4, 'ti1')];
  const table = scoreTable(resultOf({ preset: 'h-score', cells, drawn: true, typed: true }));
  expect(table).toContain('cells scored');
  expect(table).toContain(
    'Tumour: positive % and H-score of 8 tumour cells of the 12 cells in the tumour compartment; positive/mm2 of all 12 cells in the tumour compartment, per square millimetre of it',
  );
});

test('the Allred score of the tumour stands before that of the whole area', () => {
  const cells = [...times(100, 'to3'), ...times(100, 'so0')];
  const result = resultOf({ preset: 'er', cells, drawn: true });
  expect([result.allred.tumour, result.allred.whole]).toEqual([8, 7]);
  expect(lineOf(scoreTable(result), 'Allred')).toMatch(/8 of tumour, 7 of the whole area +of 8/);
  const undrawn = scoreTable(resultOf({ preset: 'er', cells }));
  expect(lineOf(undrawn, 'Allred')).toMatch(/^Allred +7 +of 8/);
});

test('the tissue that was read stands beside the tissue there is', () => {
  const table = scoreTable(resultOf({ preset: 'h-score', cells: times(3, 'oo1') }));
  expect(lineOf(table, 'Tissue')).toMatch(/2\.0000 mm2 read +of 2\.0000 mm2 tissue/);
});

test('a note has one head', () => {
  const tissuePixels = [890, 0, 0, 0, 110, 0, 0, 0, 0, 0, 0, 0];
  const table = scoreTable(resultOf({ preset: 'er', cells: times(9, 'to1'), drawn: true, tissuePixels }));
  expect(lineOf(table, 'Note: Tumour')).toBe('Note: Tumour is 11.0 % of the tissue, below 15 %.');
});

test('scores of other markers are left out on blank glass too', () => {
  const coverage = { requestedMm2: 0, analysedMm2: 0, fraction: null };
  const table = scoreTable(resultOf({ preset: 'h-score', cells: [], coverage }));
  expect(table).not.toMatch(/Ki-67|TPS|CPS|HER2/);
  expect(lineOf(scoreTable(resultOf({ preset: 'ki67', cells: [], coverage })), 'Ki-67 index')).toContain(
    'No tissue was found',
  );
});
