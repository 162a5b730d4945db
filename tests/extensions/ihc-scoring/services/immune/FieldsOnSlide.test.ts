import type { TilProposal } from '@timescope/extension-ihc-scoring/pipeline/immune/tilProposal';
import { proposedReading } from '@timescope/extension-ihc-scoring/pipeline/immune/stromaReading';
import { newReading, type Reading } from '@timescope/extension-ihc-scoring/pipeline/reading/reading';
import { ObservableState } from '@timescope/ohif/ObservableState';
import type { BenchParts, SlideOnScreen } from '../../../../../extensions/ihc-scoring/src/services/benchPart';
import { FieldsOnSlide } from '../../../../../extensions/ihc-scoring/src/services/immune/FieldsOnSlide';
import { fakeWindow } from '../../../../harness/fakeWindow';
import { wholeImmune } from '../../../../harness/handMadeImmune';
import { handMap } from '../../pipeline/immune/handMap';

/** Cells of 74.5 matrix pixels of half a micrometre. */
const STEP = 74.5;
const map = handMap(60, 60, column => (column < 50 ? (column % 10 < 3 ? 'TUM' : 'STR') : undefined));
const stroma = proposedReading(map, { description: 'H&E', digest: 'h' }, 500, undefined);
const densest: TilProposal = {
  grade: 2,
  field: { x: 0, y: 0, width: 13 * STEP, height: 13 * STEP },
  lymphocytes: { stroma: 200, epithelium: 10 },
  areaMm2: { stroma: 0.15, epithelium: 0.05 },
  densityPerMm2: 1050,
  epitheliumPerMm2: 200,
};

/** A slide of this series with what was read of it. */
function opened(series: string, reading: Partial<Reading>, isMapped = true, ofScore?: typeof map) {
  fakeWindow();
  const state = new ObservableState<{ reading: Reading }>({ reading: { ...newReading('cd3'), ...reading } });
  const readings = {
    state,
    get: () => state.get().reading,
    change: (next: (reading: Reading) => Reading) => state.update({ reading: next(state.get().reading) }),
  };
  const mapTool = { state: new ObservableState({ tool: 'select' }) };
  const fields = new FieldsOnSlide(
    { readings, mapTool } as unknown as BenchParts,
    {
      state: new ObservableState({ corrected: isMapped ? map : undefined }),
      isMapOf: () => isMapped,
    } as never,
    { state: new ObservableState({ chosen: { cd3: { seriesUid: 'cd3' } } }) } as never,
    { state: new ObservableState({ result: wholeImmune() }), mapOf: () => ofScore } as never,
  );
  const levels = [{ width: 6000, height: 4000, mpp: { x: 0.5, y: 0.5 } }];
  const slideMap = { getLayers: () => ({ getArray: () => [] }), getView: () => ({}) };
  fields.attach({
    slide: { seriesInstanceUid: series, levels },
    map: slideMap,
    viewer: { container: new EventTarget() },
  } as unknown as SlideOnScreen);
  const field = (id: string) => {
    const found = fields.state.get().fields.find(each => each.id === id);
    if (!found) throw new Error(`There is no ${id}.`);
    return found;
  };
  return { fields, readings, field };
}

test('on a slide of the score four fields of each place stand with what was counted in them', () => {
  const { field, fields } = opened('cd3', {});
  expect(fields.state.get().fields).toHaveLength(8);
  expect(field('centre 1')).toMatchObject({ value: '2,500/mm², 625 positive in 0.250 mm²', isMoved: false });
  expect(opened('another', {}).fields.state.get().fields).toEqual([]);
});

test('an arrow key moves a field by a cell of the map, and the reading keeps one place a field', () => {
  const { fields, field, readings } = opened('cd3', {});
  const { x, y } = field('centre 2');
  fields.nudge('centre 2', 1, 0);
  fields.nudge('centre 2', 0, 1);
  expect(readings.get().fields).toMatchObject([{ place: 'centre', index: 1, x: x + STEP, y: y + STEP }]);
  fields.putBack();
  expect(readings.get().fields).toEqual([]);
});

test('a field stays where it is when it would lie on another of its place or beyond the edge, with one sentence', () => {
  for (const [id, across, down, sentence] of [
    ['centre 2', 3, 0, 'it would lie on another field of its place, and cells count once.'],
    ['centre 2', 0, 60, 'it would lie beyond the edge of the slide.'],
  ] as const) {
    const { fields, readings } = opened('cd3', {});
    fields.nudge(id, across, down);
    expect(fields.state.get().refusal).toBe(`The field was not moved: ${sentence}`);
    expect(readings.get().fields ?? []).toEqual([]);
  }
});

test('a field of H&E is read anew where it was moved; where it would be glass it stays, with one sentence', () => {
  const { fields, field, readings } = opened('he', { stroma });
  const before = field('ratio 1');
  fields.nudge(before.id, 1, 0);
  expect(readings.get().stroma?.moved?.[0]).toMatchObject({ x: before.x + STEP, isMoved: true });
  expect(field('ratio 1').isMoved).toBe(true);
  fields.nudge('ratio 1', 47 - field('ratio 1').x / STEP, 47 - field('ratio 1').y / STEP);
  expect(fields.state.get().refusal).toBe('The field was not moved: less than half of it would be tissue.');
  expect(field('ratio 1').x).toBe(before.x + STEP);
  fields.putBack();
  expect(field('ratio 1')).toMatchObject({ x: before.x, isMoved: false });
});

test('without the map that it was proposed from a field of H&E is not moved', () => {
  const { fields, readings } = opened('he', { stroma }, false);
  fields.nudge('ratio 1', 1, 0);
  expect(fields.state.get().refusal).toContain('is not on screen');
  expect(readings.get().stroma).toBe(stroma);
});

test('where the proposed grade found most lymphocytes is shown, and stays where it is', () => {
  const tilProposal = { kind: 'computed', ...densest } as const;
  const { fields, field, readings } = opened('he', { stroma: { ...stroma, tilProposal } });
  expect(field('tils')).toMatchObject({ ...densest.field, name: 'Most lymphocytes', value: '1,050/mm²' });
  const before = readings.get();
  fields.nudge('tils', 1, 0);
  expect(readings.get()).toBe(before);
});

test('presses that come before the numbers add up, a step each; back and forth ends where it began', () => {
  const { fields, field, readings } = opened('cd3', {});
  const { y } = field('centre 2');
  for (const down of [1, 1, -1, 1]) fields.nudge('centre 2', 0, down);
  expect(readings.get().fields).toMatchObject([{ index: 1, y: y + 2 * STEP }]);
  const before = readings.get();
  fields.nudge('centre 2', 0, 0);
  expect(readings.get()).toBe(before);
});

test('a field of the score is not moved to where less than half of it is tissue; the sentence goes when the reading changes', () => {
  const glass = handMap(80, 60, () => undefined);
  const { fields, field, readings } = opened('cd3', {}, true, glass);
  const before = field('centre 2');
  fields.nudge('centre 2', 1, 0);
  expect(fields.state.get().refusal).toBe('The field was not moved: less than half of it would be tissue.');
  expect(field('centre 2')).toEqual(before);
  readings.change(reading => ({ ...reading, pcms: 10 }));
  expect(fields.state.get().refusal).toBeUndefined();
});
