import type { Measurement } from '../../../../extensions/ihc-scoring/src/services/scoringState';
import { measurementByHand, signedByHand } from './byHand';
import { browser, NOBODY, page, pageOnSlide, slide, soon } from './readingPage';

test('a page that is loaded again has the measurement with its cells', async () => {
  const stored = browser();
  const before = await pageOnSlide(stored);
  before.measured('r1');
  await soon();
  const after = await pageOnSlide(stored);
  expect(after.memory.state.get().measurements.get('1.2 A')).toEqual(measurementByHand('r1'));
  expect(after.memory.state.get().interrupted).toBeUndefined();
});

test('a run that a reload of the page ended is said, with what it measured', async () => {
  const stored = browser();
  const before = await pageOnSlide(stored);
  before.reading.begun('1.2 A', { kind: 'slide' });
  await soon();
  const after = await pageOnSlide(stored);
  expect(after.memory.state.get().interrupted).toEqual({ kind: 'slide' });
});

test('a run that was cancelled is not called interrupted', async () => {
  const stored = browser();
  const before = await pageOnSlide(stored);
  before.reading.begun('1.2 A', { kind: 'slide' });
  before.reading.ended('1.2 A', undefined);
  await soon();
  const after = await pageOnSlide(stored);
  expect(after.memory.state.get().interrupted).toBeUndefined();
});

test('leaving and coming back 20 times leaves no cells in memory while no slide is open', async () => {
  const { memory, reading, measured } = await pageOnSlide();
  measured('r1');
  await soon();
  for (let time = 0; time < 20; time++) {
    reading.detach();
    expect(memory.state.get().measurements.size).toBe(0);
    reading.attach(slide('1.2'));
    await soon();
    expect(memory.state.get().measurements.size).toBe(1);
  }
});

test('a run that ends while its slide is not on screen is there when the reader comes back', async () => {
  const { memory, reading } = await pageOnSlide();
  reading.begun('1.2 A', { kind: 'slide' });
  reading.detach();
  memory.keep('1.2 A', measurementByHand('r1'));
  reading.ended('1.2 A', measurementByHand('r1'));
  await soon();
  expect(memory.state.get().measurements.size).toBe(0);
  reading.attach(slide('1.2'));
  await soon();
  expect(memory.state.get().measurements.get('1.2 A')?.runId).toBe('r1');
});

test('what the browser refuses to store stays in memory when the slide is left', async () => {
  const refuse = () => Promise.reject(new Error('full'));
  const shelf = { keep: refuse, take: refuse, drop: refuse };
  const { memory, reading, measured } = await pageOnSlide({ ...browser(), shelf });
  measured('r1');
  await soon();
  reading.detach();
  reading.attach(slide('1.2'));
  await soon();
  expect(memory.state.get().measurements.get('1.2 A')?.runId).toBe('r1');
});

test('another reader of the same slide sees neither reading nor measurement of the first', async () => {
  const { memory, readings, measured } = await pageOnSlide();
  readings.change(own => ({ ...own, thresholds: [0.3, 0.4, 0.5] }));
  measured('r1');
  await soon();
  memory.reader.update({ name: 'B' });
  await soon();
  expect(memory.state.get()).toMatchObject({ key: '1.2 B', measurements: new Map() });
  expect(readings.get().thresholds).toBeUndefined();
  memory.reader.update({ name: 'A' });
  await soon();
  expect(memory.state.get().measurements.get('1.2 A')?.runId).toBe('r1');
  expect(readings.get().thresholds?.[0]).toBe(0.3);
});

test('who gives a first name keeps reading and measurement', async () => {
  const { memory, readings, measured } = await pageOnSlide(browser(), NOBODY);
  measured('r1');
  await soon();
  readings.change(own => ({ ...own, thresholds: [0.3, 0.4, 0.5] }));
  memory.reader.update({ name: 'A' });
  await soon();
  expect(memory.state.get().key).toBe('1.2 A');
  expect(memory.state.get().measurements.get('1.2 A')?.runId).toBe('r1');
  expect(readings.state.get()).toMatchObject({ key: '1.2 A', runId: 'r1' });
});

test('a new run takes the place of the old one in the browser, unless the old one was signed', async () => {
  const stored = browser();
  const { readings, measured } = await pageOnSlide(stored);
  for (const run of ['r1', 'r2']) {
    measured(run);
    await soon();
  }
  expect(await stored.shelf.take('r1')).toBeUndefined();
  readings.addSigned(signedByHand({ runId: 'r2' }));
  readings.beginVersion();
  measured('r3');
  await soon();
  expect(await stored.shelf.take('r2')).toEqual(measurementByHand('r2'));
});

test('cells that the browser threw away are named, and the reading is still there', async () => {
  const stored = browser();
  const before = await pageOnSlide(stored);
  before.readings.change(own => ({ ...own, thresholds: [0.3, 0.4, 0.5] }));
  before.measured('r1');
  await soon();
  await stored.shelf.drop('r1');
  const after = await pageOnSlide(stored);
  expect(after.memory.state.get().problem?.message).toContain('no longer stored');
  expect(after.readings.get().thresholds?.[0]).toBe(0.3);
});

test('who comes back while the end of a run is being stored finds it whole and not interrupted', async () => {
  const stored = browser();
  let store: () => void = () => undefined;
  const slow = new Promise<void>(resolve => {
    store = resolve;
  });
  const keep = async (measurement: Measurement) => {
    await slow;
    await stored.shelf.keep(measurement);
  };
  const { memory, readings, reading } = await pageOnSlide({ ...stored, shelf: { ...stored.shelf, keep } });
  reading.begun('1.2 A', { kind: 'slide' });
  reading.detach();
  memory.keep('1.2 A', measurementByHand('r1'));
  reading.ended('1.2 A', measurementByHand('r1'));
  reading.attach(slide('1.2'));
  await soon();
  store();
  await soon();
  expect(memory.state.get().interrupted).toBeUndefined();
  expect(memory.state.get().measurements.get('1.2 A')?.runId).toBe('r1');
  expect(readings.state.get()).toMatchObject({ runId: 'r1', begun: undefined });
});

test('a run that does not fit costs neither measurement: the stored one comes back after a reload', async () => {
  const stored = browser();
  let isFull = false;
  const keep = (measurement: Measurement) =>
    isFull ? Promise.reject(new Error('full')) : stored.shelf.keep(measurement);
  const before = await pageOnSlide({ ...stored, shelf: { ...stored.shelf, keep } });
  before.measured('r1');
  await soon();
  isFull = true;
  before.measured('r2');
  await soon();
  expect(before.memory.state.get().measurements.get('1.2 A')?.runId).toBe('r2');
  expect(before.memory.state.get().problem?.message).toContain('no room');
  const after = await pageOnSlide(stored);
  expect(after.memory.state.get().measurements.get('1.2 A')?.runId).toBe('r1');
  expect(after.memory.state.get().interrupted).toBeUndefined();
});

test('a measurement that is brought back never takes the place of a new run', async () => {
  const stored = browser();
  const before = await pageOnSlide(stored);
  before.measured('r1');
  await soon();
  const slow = async <Value>(act: () => Promise<Value>) => {
    await soon(20);
    return act();
  };
  const { shelf } = stored;
  const after = page({
    ...stored,
    shelf: {
      keep: measurement => slow(() => shelf.keep(measurement)),
      take: runId => slow(() => shelf.take(runId)),
      drop: runId => shelf.drop(runId),
    },
  });
  after.reading.attach(slide('1.2'));
  await soon(10);
  after.measured('r2');
  await soon(80);
  expect(after.readings.state.get().runId).toBe('r2');
  expect(after.memory.state.get().measurements.get('1.2 A')?.runId).toBe('r2');
  expect(after.memory.state.get().problem).toBeUndefined();
});

test('a name entered while the slide is switched does not put the old reading on the new slide', async () => {
  const stored = browser();
  const remove = async (key: string) => {
    await soon(20);
    await stored.readings.remove(key);
  };
  const { memory, readings, reading } = await pageOnSlide(
    { ...stored, readings: { ...stored.readings, remove } },
    NOBODY,
  );
  memory.reader.update({ name: 'A' });
  await soon();
  reading.detach();
  reading.attach(slide('3.4'));
  await soon(40);
  expect(readings.state.get().key).toBe('3.4 A');
  expect(memory.state.get().key).toBe('3.4 A');
});

test('a run that is being stored when the first name is entered belongs to that name', async () => {
  const stored = browser();
  const keep = async (measurement: Measurement) => {
    await soon(20);
    await stored.shelf.keep(measurement);
  };
  const { memory, readings, measured } = await pageOnSlide(
    { ...stored, shelf: { ...stored.shelf, keep } },
    NOBODY,
  );
  measured('r1');
  memory.reader.update({ name: 'A' });
  await soon(40);
  expect(readings.state.get()).toMatchObject({ key: '1.2 A', runId: 'r1', begun: undefined });
});

test('work without a name is offered to a reader who has read the slide before, and taken over as one step', async () => {
  const stored = browser();
  const before = await pageOnSlide(stored);
  before.readings.change(own => ({ ...own, thresholds: [0.3, 0.4, 0.5] }));
  before.reading.detach();
  const { memory, readings } = await pageOnSlide(stored, NOBODY);
  readings.change(own => ({ ...own, edits: [{ x: 1, y: 1, grade: 3 }] }));
  memory.reader.update({ name: 'A' });
  await soon();
  expect(readings.get()).toMatchObject({ thresholds: [0.3, 0.4, 0.5], edits: [] });
  readings.takeOffered();
  expect(readings.get()).toMatchObject({ thresholds: undefined, edits: [{ grade: 3 }] });
  expect(readings.state.get().offered).toBeUndefined();
  readings.undo();
  expect(readings.get()).toMatchObject({ thresholds: [0.3, 0.4, 0.5], edits: [] });
});

test('what another tab measured is shown in this one, and its cells are not lost', async () => {
  const stored = browser();
  const [one, two] = [page(stored), page(stored)];
  one.reading.attach(slide('1.2'));
  await soon();
  one.measured('r1');
  await soon();
  two.reading.attach(slide('1.2'));
  await soon();
  two.measured('r2');
  await soon();
  one.readings.change(own => ({ ...own, pcms: 1 }));
  one.readings.storeNow();
  await soon();
  expect(one.memory.state.get().measurements.get('1.2 A')?.runId).toBe('r2');
  expect((await stored.readings.read('1.2 A'))?.runId).toBe('r2');
});
