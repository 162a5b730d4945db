import { canRedo, canUndo, LONGEST_HISTORY, newHistory, record, redo, undo } from '@timescope/core/history';

const abc = record(record(newHistory('a'), 'b'), 'c');

test('undo goes back one step at a time and stops at the first state', () => {
  expect(undo(abc).present).toBe('b');
  expect(undo(undo(abc)).present).toBe('a');
  expect(undo(undo(undo(abc))).present).toBe('a');
});

test('redo brings back what undo took', () => {
  expect(redo(undo(abc))).toEqual(abc);
  expect(redo(abc)).toBe(abc);
});

test('a new step after undo forgets what was undone', () => {
  const changed = record(undo(abc), 'd');
  expect(canRedo(changed)).toBe(false);
  expect(undo(changed).present).toBe('b');
});

test('the same state again is no step', () => {
  expect(record(abc, 'c')).toBe(abc);
  expect(canUndo(newHistory('a'))).toBe(false);
});

test('undefined is a state like any other', () => {
  const history = record(record(newHistory<string | undefined>(undefined), 'a'), undefined);
  expect(undo(undo(history)).present).toBeUndefined();
  expect(redo(undo(history)).present).toBeUndefined();
});

test(`only the last ${LONGEST_HISTORY} steps are kept`, () => {
  let history = newHistory(0);
  for (let step = 1; step <= LONGEST_HISTORY + 50; step++) history = record(history, step);
  expect(history.past).toHaveLength(LONGEST_HISTORY);
  expect(history.past[0]).toBe(50);
});
