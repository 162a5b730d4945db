import { threeTogether } from '@timescope/extension-combined-report/evidence/pdf/sectionUnits';
import { flow, type Unit } from '@timescope/extension-combined-report/evidence/pdf/flow';

const unit = (height: number, more: Partial<Unit> = {}): Unit => ({
  strips: [{ height, pieces: [] }],
  gap: 0,
  staysWithNext: false,
  ...more,
});
const columns = { 1: [0], 2: [0, 100] };
const room = () => ({ top: 10, bottom: 110 });
const placesOf = (units: readonly Unit[], count: 1 | 2) =>
  flow([{ columns: count, units }], columns, room).map(page => page.map(({ x, y }) => [x, y]));

test('four units of 20 stand two by two', () => {
  expect(placesOf([unit(20), unit(20), unit(20), unit(20)], 2)).toEqual([
    [
      [0, 10],
      [0, 30],
      [100, 10],
      [100, 30],
    ],
  ]);
});

test('what has no room goes to the next page, a heading with what it heads', () => {
  const heading = unit(10, { staysWithNext: true });
  expect(placesOf([unit(85), heading, unit(20)], 1)).toEqual([
    [[0, 10]],
    [
      [0, 10],
      [0, 20],
    ],
  ]);
});

test('a unit that is higher than a page is cut between its strips, and its heading is said again', () => {
  const heading = unit(10);
  const strips = Array.from({ length: 15 }, () => ({ height: 10, pieces: [] }));
  const pages = flow([{ columns: 1, units: [{ ...unit(0), strips, heading }] }], columns, room);
  expect(pages.map(page => page.map(each => [each.isRepeated, each.strips.length]))).toEqual([
    [
      [true, 1],
      [false, 9],
    ],
    [
      [true, 1],
      [false, 6],
    ],
  ]);
});

test('a section that goes on in both columns of a page says so once there', () => {
  const heading = unit(10);
  const rows = Array.from({ length: 30 }, () => unit(10, { heading }));
  const pages = flow([{ columns: 2, units: rows }], columns, room);
  expect(pages.map(page => page.filter(({ isRepeated }) => isRepeated).length)).toEqual([1, 1]);
});

test('of many rows three at least begin and end a section, in each column', () => {
  const rows = threeTogether(Array.from({ length: 12 }, () => unit(10)));
  expect(rows.map(({ staysWithNext }) => staysWithNext)).toEqual(
    rows.map((_, k) => k < 2 || (k > 8 && k < 11)),
  );
  const placed = flow(
    [{ columns: 1, units: [unit(10, { strips: [{ height: 85, pieces: [] }] }), ...rows] }],
    columns,
    room,
  );
  expect(placed.map(({ length }) => length)).toEqual([1, 9, 3]);
});
