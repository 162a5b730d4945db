import { ObservableState } from '@timescope/ohif/ObservableState';
import type { Reader } from '@timescope/ohif/readerState';
import type { SlideOnScreen } from '../../../../extensions/ihc-scoring/src/services/benchPart';
import {
  measurementShelf,
  type MeasurementShelf,
} from '../../../../extensions/ihc-scoring/src/services/measurementShelf';
import { ReadingStore } from '../../../../extensions/ihc-scoring/src/services/ReadingStore';
import {
  initialState,
  type Measurement,
  type Problem,
  type ScoringState,
} from '../../../../extensions/ihc-scoring/src/services/scoringState';
import { SlideReading } from '../../../../extensions/ihc-scoring/src/services/SlideReading';
import { fakeWindow } from '../../../harness/fakeWindow';
import { memoryDrafts } from '../../../harness/memoryDrafts';
import { measurementByHand, signedByHand } from './byHand';

fakeWindow();

/** The measurements in memory, as the ScoringService holds them. */
class Memory {
  readonly state = new ObservableState<ScoringState>(initialState);
  readonly reader: ObservableState<Reader>;
  constructor(name: string | undefined) {
    this.reader = new ObservableState<Reader>({ name, source: 'browser' });
  }
  showKey(key: string | undefined) {
    this.state.update({ key, interrupted: undefined });
  }
  sayInterrupted(interrupted: { kind: 'slide' }) {
    this.state.update({ interrupted });
  }
  sayProblem(problem: Problem) {
    this.state.update({ problem });
  }
  keep(key: string, measurement: Measurement) {
    this.state.update({ measurements: new Map(this.state.get().measurements).set(key, measurement) });
  }
  letGo(key: string) {
    const measurements = new Map(this.state.get().measurements);
    measurements.delete(key);
    this.state.update({ measurements });
  }
  moveKey(from: string, to: string) {
    const measurement = this.state.get().measurements.get(from);
    this.letGo(from);
    if (measurement) this.keep(to, measurement);
    this.showKey(to);
  }
}

const slide = (seriesInstanceUid: string) => ({ slide: { seriesInstanceUid } }) as SlideOnScreen;

const soon = () => new Promise(resolve => setTimeout(resolve, 5));

/** A page with what the browser has stored so far. */
function page(stored = browser(), name: string | undefined = 'A') {
  const memory = new Memory(name);
  const readings = new ReadingStore(stored.readings);
  const reading = new SlideReading(memory, readings, stored.shelf);
  const measured = (runId: string) => {
    const key = memory.state.get().key ?? '';
    reading.begun(key, { kind: 'slide' });
    memory.keep(key, measurementByHand(runId));
    reading.ended(key, measurementByHand(runId));
  };
  return { memory, readings, reading, measured };
}

function browser(): { readings: ReturnType<typeof memoryDrafts<never>>; shelf: MeasurementShelf } {
  return { readings: memoryDrafts(), shelf: measurementShelf(memoryDrafts()) };
}

test('a page that is loaded again has the measurement with its cells', async () => {
  const stored = browser();
  const before = page(stored);
  before.reading.attach(slide('1.2'));
  await soon();
  before.measured('r1');
  await soon();
  const after = page(stored);
  after.reading.attach(slide('1.2'));
  await soon();
  expect(after.memory.state.get().measurements.get('1.2 A')).toEqual(measurementByHand('r1'));
  expect(after.memory.state.get().interrupted).toBeUndefined();
});

test('a run that a reload of the page ended is said, with what it measured', async () => {
  const stored = browser();
  const before = page(stored);
  before.reading.attach(slide('1.2'));
  await soon();
  before.reading.begun('1.2 A', { kind: 'slide' });
  await soon();
  const after = page(stored);
  after.reading.attach(slide('1.2'));
  await soon();
  expect(after.memory.state.get().interrupted).toEqual({ kind: 'slide' });
});

test('a run that was cancelled is not called interrupted', async () => {
  const stored = browser();
  const before = page(stored);
  before.reading.attach(slide('1.2'));
  await soon();
  before.reading.begun('1.2 A', { kind: 'slide' });
  before.reading.ended('1.2 A', undefined);
  await soon();
  const after = page(stored);
  after.reading.attach(slide('1.2'));
  await soon();
  expect(after.memory.state.get().interrupted).toBeUndefined();
});

test('leaving and coming back 20 times leaves no cells in memory while no slide is open', async () => {
  const { memory, reading, measured } = page();
  reading.attach(slide('1.2'));
  await soon();
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
  const { memory, reading } = page();
  reading.attach(slide('1.2'));
  await soon();
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
  const { memory, reading, measured } = page({ ...browser(), shelf });
  reading.attach(slide('1.2'));
  await soon();
  measured('r1');
  await soon();
  reading.detach();
  reading.attach(slide('1.2'));
  await soon();
  expect(memory.state.get().measurements.get('1.2 A')?.runId).toBe('r1');
});

test('another reader of the same slide sees neither reading nor measurement of the first', async () => {
  const { memory, readings, reading, measured } = page();
  reading.attach(slide('1.2'));
  await soon();
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
  const { memory, readings, reading, measured } = page(browser(), undefined);
  reading.attach(slide('1.2'));
  await soon();
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
  const { readings, reading, measured } = page(stored);
  reading.attach(slide('1.2'));
  await soon();
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
  const before = page(stored);
  before.reading.attach(slide('1.2'));
  await soon();
  before.readings.change(own => ({ ...own, thresholds: [0.3, 0.4, 0.5] }));
  before.measured('r1');
  await soon();
  await stored.shelf.drop('r1');
  const after = page(stored);
  after.reading.attach(slide('1.2'));
  await soon();
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
  const { memory, readings, reading } = page({ ...stored, shelf: { ...stored.shelf, keep } });
  reading.attach(slide('1.2'));
  await soon();
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
