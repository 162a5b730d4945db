import { newReading } from '@timescope/extension-ihc-scoring/pipeline/reading/reading';
import { gradedCells, underMarker } from '@timescope/extension-ihc-scoring/pipeline/reading/underMarker';

const her2 = {
  ...newReading('her2'),
  thresholds: [0.1, 0.2, 0.3] as const,
  pcms: 12,
  edits: [
    { x: 1, y: 1, grade: 3 as const },
    { x: 2, y: 2, grade: 2 as const, isIncluded: false, type: 1 as const },
    { x: 3, y: 3, isIncluded: false },
  ],
};

test('grades of membranes do not become grades of nuclei; what was left out and types stay', () => {
  const er = underMarker(her2, 'er');
  expect(er.edits).toEqual([
    { x: 2, y: 2, isIncluded: false, type: 1 },
    { x: 3, y: 3, isIncluded: false },
  ]);
  expect(gradedCells(her2) - gradedCells(er)).toBe(2);
  expect(er).toMatchObject({ preset: 'er', thresholds: undefined, pcms: undefined });
});

test('grades of one part of the cell stay under another marker of that part, complete membranes do not', () => {
  const tps = underMarker(her2, 'pdl1-tps');
  expect(tps.edits).toBe(her2.edits);
  expect(tps.pcms).toBeUndefined();
});

test('the same marker again is no change', () => {
  expect(underMarker(her2, 'her2')).toBe(her2);
});
