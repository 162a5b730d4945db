import type { OtherTabs } from '../../../../extensions/ihc-scoring/src/services/otherTabs';
import { runsInTabs } from '../../../../extensions/ihc-scoring/src/services/runsInTabs';
import { measurementByHand } from './byHand';
import { browser, page, pageOnSlide, slide, soon } from './readingPage';

type Work = () => Promise<unknown> | undefined;

/** The part of a browser's lock manager that is asked: shared locks, and one that waits until all of them are free. */
function fakeLocks() {
  const held = new Map<string, Set<Promise<unknown>>>();
  const request = async (name: string, ...rest: [object, Work] | [Work]) => {
    const work = rest.at(-1) as Work;
    const holders = held.get(name) ?? new Set();
    held.set(name, holders);
    if (rest.length === 1) await Promise.all(holders);
    const working = Promise.resolve(work());
    holders.add(working);
    await working;
    holders.delete(working);
  };
  const query = () =>
    Promise.resolve({
      held: [...held].flatMap(([name, holders]) => [...holders].map(() => ({ name, mode: 'shared' }))),
    });
  return { request, query } as unknown as LockManager;
}

/** Tabs of one browser: what one stores the others are told. */
function tabsOfOneBrowser() {
  const acts: ((key: string) => void)[] = [];
  const locks = fakeLocks();
  const tabs = (): OtherTabs => {
    const mine: ((key: string) => void)[] = [];
    return {
      tell: key => acts.filter(act => !mine.includes(act)).forEach(act => act(key)),
      onTold: act => {
        mine.push(act);
        acts.push(act);
      },
    };
  };
  return { ...browser(), tabs, runs: runsInTabs('run', locks) };
}

test('a second tab says that the first one measures, and shows its cells when they are there', async () => {
  const stored = tabsOfOneBrowser();
  const first = await pageOnSlide(stored);
  first.readings.change(own => ({ ...own, thresholds: [0.3, 0.4, 0.5] }));
  first.readings.storeNow();
  await soon();
  first.reading.begun('1.2 A', { kind: 'slide' });
  await soon();
  const second = await pageOnSlide(stored);
  expect(second.memory.state.get()).toMatchObject({ elsewhere: { kind: 'slide' }, interrupted: undefined });
  first.memory.keep('1.2 A', measurementByHand('r1'));
  first.reading.ended('1.2 A', measurementByHand('r1'));
  await soon();
  expect(second.memory.state.get()).toMatchObject({ elsewhere: undefined, interrupted: undefined });
  expect(second.memory.state.get().measurements.get('1.2 A')?.runId).toBe('r1');
});

test('a run that begins in one tab is said in another that is open already; cancelled, it is not', async () => {
  const stored = tabsOfOneBrowser();
  const [first, second] = [page(stored), page(stored)];
  for (const { reading } of [first, second]) reading.attach(slide('1.2'));
  await soon();
  first.reading.begun('1.2 A', { kind: 'slide' });
  await soon();
  expect(second.memory.state.get().elsewhere).toEqual({ kind: 'slide' });
  expect(first.memory.state.get().elsewhere).toBeUndefined();
  first.reading.ended('1.2 A', undefined);
  await soon();
  expect(second.memory.state.get()).toMatchObject({ elsewhere: undefined, interrupted: undefined });
});

test('a tab that is gone with its run leaves an interrupted run behind', async () => {
  const stored = tabsOfOneBrowser();
  const first = await pageOnSlide(stored);
  first.reading.begun('1.2 A', { kind: 'slide' });
  await soon();
  const second = await pageOnSlide({ ...stored, runs: runsInTabs('run', fakeLocks()) });
  expect(second.memory.state.get()).toMatchObject({ interrupted: { kind: 'slide' }, elsewhere: undefined });
});

test('without locks, as on plain-http pages, a run of another tab is called interrupted', async () => {
  const runs = runsInTabs('run', undefined);
  runs.begin('1.2 A')();
  expect(await runs.isGoingOn('1.2 A')).toBe(false);
});

test('a run whose lock still waits goes on; a tab that only waits for its end is no run', async () => {
  const asking = (locks: object) =>
    runsInTabs('run', { query: () => Promise.resolve(locks) } as unknown as LockManager).isGoingOn('1.2 A');
  const lock = (mode: string) => [{ name: 'run 1.2 A', mode }];
  expect(await asking({ held: lock('exclusive'), pending: lock('shared') })).toBe(true);
  expect(await asking({ held: [], pending: lock('exclusive') })).toBe(false);
  expect(await asking({ held: [{ name: 'run 3.4 A', mode: 'shared' }] })).toBe(false);
});
