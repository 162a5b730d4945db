import type { Measurement } from '../../../../extensions/ihc-scoring/src/services/scoringState';
import { measurementByHand, signedByHand } from './byHand';
import { browser, page, slide, soon, type Browser } from './readingPage';

const KEY = '1.2 A';

/** A slide on screen with the measurement r1. */
async function measuredPage(stored: Browser) {
  const bench = page(stored);
  bench.reading.attach(slide('1.2'));
  await soon();
  bench.measured('r1');
  await soon();
  return bench;
}

const runOnScreen = ({ memory }: ReturnType<typeof page>) => memory.state.get().measurements.get(KEY)?.runId;

test('a run that ends on a reading signed meanwhile is kept aside; the next version shows it', async () => {
  const stored = browser();
  const bench = await measuredPage(stored);
  bench.reading.begun(KEY, { kind: 'slide' });
  bench.readings.addSigned(signedByHand({ runId: 'r1' }));
  bench.reading.ended(KEY, measurementByHand('r2'));
  await soon();
  expect(bench.readings.state.get()).toMatchObject({
    isSigned: true,
    runId: 'r1',
    aside: 'r2',
    begun: undefined,
  });
  expect(runOnScreen(bench)).toBe('r1');
  const later = page(stored);
  later.reading.attach(slide('1.2'));
  await soon();
  expect(later.readings.state.get()).toMatchObject({ runId: 'r1', aside: 'r2' });
  expect(runOnScreen(later)).toBe('r1');
  later.readings.beginVersion();
  await soon();
  expect(later.readings.state.get()).toMatchObject({ isSigned: false, runId: 'r2', aside: undefined });
  expect(runOnScreen(later)).toBe('r2');
});

test('what another tab signed in the same moment keeps its cells: the run that was measured here is kept aside', async () => {
  const stored = browser();
  const bench = await measuredPage(stored);
  bench.reading.begun(KEY, { kind: 'slide' });
  await soon();
  // Nobody tells this tab of it.
  await stored.readings.change(
    KEY,
    record =>
      record && {
        ...record,
        ...{ isSigned: true, signed: [signedByHand({ runId: 'r1' })], revision: 99, writer: 'another tab' },
      },
  );
  bench.reading.ended(KEY, measurementByHand('r2'));
  await soon(20);
  expect(await stored.readings.read(KEY)).toMatchObject({ isSigned: true, runId: 'r1', aside: 'r2' });
  expect(bench.readings.state.get()).toMatchObject({ isSigned: true, runId: 'r1', aside: 'r2' });
  expect(runOnScreen(bench)).toBe('r1');
});

test('a run of a slide that was left does not change what was signed there', async () => {
  const stored = browser();
  const bench = await measuredPage(stored);
  bench.reading.begun(KEY, { kind: 'slide' });
  bench.readings.addSigned(signedByHand({ runId: 'r1' }));
  bench.reading.detach();
  bench.reading.ended(KEY, measurementByHand('r2'));
  await soon();
  expect(await stored.readings.read(KEY)).toMatchObject({ isSigned: true, runId: 'r1', aside: 'r2' });
  bench.reading.attach(slide('1.2'));
  await soon();
  expect(runOnScreen(bench)).toBe('r1');
});

test('a run that does not fit into the browser is said to be lost, and what was signed stays on screen', async () => {
  const stored = browser();
  let isFull = false;
  const keep = (measurement: Measurement) =>
    isFull ? Promise.reject(new Error('full')) : stored.shelf.keep(measurement);
  const bench = await measuredPage({ ...stored, shelf: { ...stored.shelf, keep } });
  bench.readings.addSigned(signedByHand({ runId: 'r1' }));
  isFull = true;
  bench.reading.ended(KEY, measurementByHand('r2'));
  await soon();
  expect(bench.memory.state.get().problem?.message).toContain('after this reading was signed');
  expect(runOnScreen(bench)).toBe('r1');
});

test('of runs that were kept aside only the last stays in the browser, and none after another measurement', async () => {
  const stored = browser();
  const bench = await measuredPage(stored);
  bench.readings.addSigned(signedByHand({ runId: 'r1' }));
  for (const run of ['r2', 'r3']) {
    bench.reading.ended(KEY, measurementByHand(run));
    await soon();
  }
  expect(await stored.shelf.take('r2')).toBeUndefined();
  expect(await stored.shelf.take('r3')).toEqual(measurementByHand('r3'));
  bench.readings.beginVersion();
  bench.measured('r4');
  await soon();
  expect(await stored.shelf.take('r3')).toBeUndefined();
  expect(await stored.shelf.take('r1')).toEqual(measurementByHand('r1'));
});

test('a signed version that is opened from the archive comes with its own run', async () => {
  const bench = await measuredPage(browser());
  const version = signedByHand({ runId: 'r0' });
  bench.readings.restore(version.reading, version);
  bench.reading.ended(KEY, measurementByHand('r0'));
  await soon();
  expect(bench.readings.state.get()).toMatchObject({ isSigned: true, runId: 'r0', aside: undefined });
  expect(runOnScreen(bench)).toBe('r0');
});

test.each([
  ['another signed version', 'r0'],
  ['the very version again', 'r1'],
])('opening %s keeps the run that was kept aside', async (_, runId) => {
  const stored = browser();
  const bench = await measuredPage(stored);
  const first = signedByHand({ runId: 'r1' });
  bench.readings.addSigned(first);
  bench.reading.ended(KEY, measurementByHand('r2'));
  await soon();
  const opened = runId === 'r1' ? first : signedByHand({ runId, number: 2, signedAt: 5 });
  bench.readings.restore(opened.reading, opened);
  bench.reading.ended(KEY, measurementByHand(runId));
  await soon();
  expect(bench.readings.state.get()).toMatchObject({ isSigned: true, runId, aside: 'r2' });
  expect(runOnScreen(bench)).toBe(runId);
  expect(await stored.shelf.take('r2')).toEqual(measurementByHand('r2'));
});
