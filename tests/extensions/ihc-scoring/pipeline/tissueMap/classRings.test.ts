import { fillAnnotation } from '@timescope/extension-ihc-scoring/pipeline/annotations/fillAnnotation';
import { ringEdges } from '@timescope/extension-ihc-scoring/pipeline/annotations/ringEdges';
import { codeOf } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/classMap';
import { classRings } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/classRings';

const TUM = codeOf('TUM');

const mapOf = (rows: readonly string[]) => ({
  width: rows[0]?.length ?? 0,
  height: rows.length,
  matrixStep: { x: 10, y: 20 },
  values: Uint8Array.from(rows.join('').split(''), cell => (cell === 'T' ? TUM : 0)),
});

test('two cells beside each other are one ring of four corners, in matrix pixels', () => {
  const [ring, ...more] = classRings(mapOf(['....', '.TT.']), 'TUM');
  expect(more).toEqual([]);
  expect(new Set(ring?.map(({ x, y }) => `${x} ${y}`))).toEqual(
    new Set(['10 20', '30 20', '30 40', '10 40']),
  );
  expect(ring).toHaveLength(4);
  expect(classRings(mapOf(['....']), 'TUM')).toEqual([]);
});

test.each([[['TTT', 'T.T', 'TTT']], [['T.', '.T']], [['.TT.T', 'TT.TT', '.TTT.', 'T.T.T']]])(
  'holes and corners that touch: the rings of %j fill the same cells again',
  rows => {
    const map = mapOf(rows);
    const filled = new Uint8Array(map.values.length);
    const at = { x: 0, y: 0, width: map.width, height: map.height };
    fillAnnotation(ringEdges(classRings(map, 'TUM')), { at, step: map.matrixStep }, TUM, filled);
    expect(filled).toEqual(map.values);
  },
);
