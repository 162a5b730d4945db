import type { DicomwebClient } from '@timescope/core/dicomweb/client';
import type { StoredObject, StoredVersion } from '@timescope/core/dicomweb/studyResults';
import type { OutboxEntry } from '@timescope/core/dicomweb/outbox';
import { TimescopeError } from '@timescope/core/errors';
import { ListedResults, type ResultsDesk } from '@timescope/ohif/results/ListedResults';
import { whenStored } from '@timescope/ohif/results/storedSignal';
import { Saving, type SavingPort } from '@timescope/ohif/results/Saving';
import { dateOf, personOf } from '@timescope/ohif/results/strings';
import { Submissions, type SubmissionRecord } from '@timescope/ohif/results/Submissions';
import { memoryDrafts } from '../harness/memoryDrafts';

const object: StoredObject = {
  kind: 'segmentation',
  address: { study: '1', series: '1.2', instance: '1.2.3' },
  sopClassUid: '1.2.840.10008.5.1.4.1.1.66.4',
  title: undefined,
  madeAt: undefined,
  author: undefined,
  tool: undefined,
  sources: [],
};
const version: StoredVersion = {
  report: { ...object, kind: 'report' },
  subject: 'TIMEscope Ki-67: scores / Whole area',
  number: 3,
  predecessor: undefined,
  parts: [],
};

const emptyStudy = { searchSeries: () => Promise.resolve([]) } as unknown as DicomwebClient;
const broken = new TimescopeError('HTTP', 'The server cannot be reached.', {
  nextStep: 'Check the network.',
});

test('dates and names are written as people write them', () => {
  expect(dateOf('20261122')).toBe('22 Nov 2026');
  expect(dateOf('20261122101112')).toBe('22 Nov 2026, 10:11');
  expect(dateOf('unknown')).toBe('unknown');
  expect(personOf('Reader^Anna^B.')).toBe('Anna B. Reader');
  expect(personOf('A. Reader')).toBe('A. Reader');
});

describe('the list', () => {
  const quiet: ResultsDesk = {
    open: () => Promise.resolve(undefined),
    draw: () => Promise.resolve(),
    erase: () => undefined,
  };

  test('a study without results says so, one that cannot be asked says why', async () => {
    const list = new ListedResults(() => emptyStudy, quiet);
    await list.show('1');
    expect(list.state.get().listing).toEqual({ kind: 'listed', results: { versions: [], others: [] } });
    const failing = new ListedResults(() => {
      throw broken;
    }, quiet);
    await failing.show('1');
    expect(failing.state.get().listing).toEqual({
      kind: 'failed',
      reason: 'The server cannot be reached. Check the network.',
    });
  });

  test('an object is drawn with one press and taken away with the next', async () => {
    const erased: StoredObject[] = [];
    const list = new ListedResults(() => emptyStudy, { ...quiet, erase: each => erased.push(each) });
    await list.show('1');
    await list.toggle(object);
    expect([...list.state.get().drawn]).toEqual(['1.2.3']);
    await list.toggle(object);
    expect([...list.state.get().drawn]).toEqual([]);
    expect(erased).toEqual([object]);
  });

  test('a result that cannot be opened leaves one sentence, and nothing is on screen', async () => {
    const list = new ListedResults(() => emptyStudy, { ...quiet, open: () => Promise.reject(broken) });
    await list.show('1');
    await list.open(version);
    expect(list.state.get()).toMatchObject({
      opening: undefined,
      onScreen: undefined,
      problem: 'The server cannot be reached. Check the network.',
    });
  });

  test('a result that another build digested by another rule is opened, and that it was not compared is said', async () => {
    const open = () => Promise.resolve({ isNotComparable: true });
    const list = new ListedResults(() => emptyStudy, { ...quiet, open });
    await list.show('1');
    await list.open(version);
    expect(list.state.get().onScreen).toBe('1.2.3');
    expect(list.state.get().problem).toMatch(/^Opened. It was saved by another build/);
  });

  test('what stands in the archive is asked for once more before a save, which stops where none ever came', async () => {
    let isAway = true;
    const list = new ListedResults(() => {
      if (isAway) throw broken;
      return emptyStudy;
    }, quiet);
    await list.show('1');
    await expect(list.known()).rejects.toThrow('results could not be listed. The server cannot be reached.');
    isAway = false;
    expect(await list.known()).toEqual({ versions: [], others: [] });
    isAway = true;
    expect(await list.known()).toEqual({ versions: [], others: [] });
    expect(list.state.get().listing.kind).toBe('listed');
  });

  test('what comes after the study was left is not shown', async () => {
    let open: () => void = () => undefined;
    const list = new ListedResults(() => emptyStudy, {
      ...quiet,
      open: () => new Promise<undefined>(resolve => (open = () => resolve(undefined))),
    });
    await list.show('1');
    const opening = list.open(version);
    await list.show('2');
    open();
    await opening;
    expect(list.state.get().onScreen).toBeUndefined();
  });
});

describe('saving', () => {
  const kept = (uid: string): OutboxEntry => ({
    id: uid,
    key: uid,
    root: 'r',
    predecessor: null,
    keptAt: '2026-11-22T10:00:00Z',
    objects: [
      {
        name: 'scores',
        sopClassUid: '1.2.840.10008.5.1.4.1.1.88.34',
        sopInstanceUid: uid,
        seriesInstanceUid: '1.2',
        studyInstanceUid: '1',
        sha256: '',
      },
    ],
    landed: [],
    tries: 1,
    last: undefined,
  });

  function outboxWith(entries: OutboxEntry[]) {
    const left = [...entries];
    const port: SavingPort = {
      kept: () => Promise.resolve([...left]),
      sendKept: () => Promise.resolve(left.splice(0).map(({ id }) => id)),
      drop: () => Promise.resolve(),
    };
    return port;
  }
  const report = { seriesInstanceUid: '1.2', sopInstanceUid: '1.2.3' };

  test('a stored result is told once, a waiting and a refused one say why', async () => {
    const told: string[] = [];
    const saving = new Saving(outboxWith([]), uid => told.push(uid));
    await saving.save(() => Promise.resolve({ report, landing: { state: 'stored', objects: [] } }));
    expect(saving.state.get().saving.kind).toBe('stored');
    expect(told).toEqual(['1.2.3']);
    const why = { message: 'The store is busy.', nextStep: 'It is sent again.' };
    await saving.save(() => Promise.resolve({ report, landing: { state: 'waiting', why: 'busy', ...why } }));
    expect(saving.state.get().saving).toEqual({
      kind: 'waiting',
      reason: 'The store is busy. It is sent again.',
    });
    await saving.save(() => Promise.reject(broken));
    expect(saving.state.get().saving).toMatchObject({ kind: 'refused' });
    expect(told).toEqual(['1.2.3']);
  });

  test('what an earlier page left in the outbox is sent and told', async () => {
    const told: string[] = [];
    const saving = new Saving(outboxWith([kept('7')]), uid => told.push(uid));
    await saving.sendKept(false);
    expect(told).toEqual(['7']);
    expect(saving.state.get().kept).toEqual([]);
  });

  test('every page of the viewer hears of a stored result, until it no longer listens', async () => {
    let heard = 0;
    const end = whenStored(() => heard++);
    const saving = new Saving(outboxWith([]), () => undefined);
    const outcome = { report, landing: { state: 'stored', objects: [] } } as const;
    await saving.save(() => Promise.resolve(outcome));
    while (heard === 0) await new Promise(resolve => setTimeout(resolve, 5));
    end();
    await saving.save(() => Promise.resolve(outcome));
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(heard).toBe(1);
  });

  /** One result waits; then another page or the archive changes what the outbox holds. */
  async function waitingBeside(entries: OutboxEntry[], after: OutboxEntry[], stored: readonly string[]) {
    let left = entries;
    const told: string[] = [];
    const port: SavingPort = {
      kept: () => Promise.resolve(left),
      sendKept: () => {
        left = after;
        return Promise.resolve(stored);
      },
      drop: () => Promise.resolve(),
    };
    const saving = new Saving(port, uid => told.push(uid));
    const landing = { state: 'waiting', why: 'busy', message: 'Busy.', nextStep: 'Wait.' } as const;
    await saving.save(() => Promise.resolve({ report, landing }));
    await saving.sendKept(false);
    return { saving: saving.state.get().saving.kind, told };
  }

  test('a result that waits is still waiting when another one was sent', async () => {
    const [mine, other] = [kept('1.2.3'), kept('7')];
    expect(await waitingBeside([other, mine], [mine], ['7'])).toEqual({ saving: 'waiting', told: ['7'] });
    expect(await waitingBeside([mine], [], ['1.2.3'])).toEqual({ saving: 'stored', told: ['1.2.3'] });
  });

  test('a result that another page took out of the outbox is not stored: it can be saved again', async () => {
    expect(await waitingBeside([kept('1.2.3')], [], [])).toEqual({ saving: 'idle', told: [] });
  });
});

describe('submissions', () => {
  const at = new Date(2026, 10, 22, 9, 8, 7);
  const opened = async (drafts = memoryDrafts<SubmissionRecord>()) => {
    const submissions = new Submissions(drafts, () => at);
    await submissions.show('slide A');
    return submissions;
  };
  const report = { seriesInstanceUid: '1.2', sopInstanceUid: '1.2.3' };

  test('the same content is submitted the same way again, also by another page', async () => {
    const drafts = memoryDrafts<SubmissionRecord>();
    const first = await (await opened(drafts)).begin('one', () => Promise.resolve([]));
    expect(first).toMatchObject({ version: 1, predecessor: null, at: { date: '20261122', time: '090807' } });
    expect(await (await opened(drafts)).begin('one', () => Promise.resolve([version]))).toEqual(first);
  });

  test('another content is the next version and names the one before', async () => {
    const submissions = await opened();
    await submissions.written(await submissions.begin('one', () => Promise.resolve([])), report, true);
    expect(await submissions.begin('two', () => Promise.resolve([]))).toMatchObject({
      version: 2,
      predecessor: report,
    });
  });

  test('after a version was opened the next one follows it', async () => {
    const submissions = await opened();
    await submissions.opened('one', version);
    expect(submissions.state.get().record).toMatchObject({ signature: 'one', isStored: true });
    expect(await submissions.begin('two', () => Promise.resolve([]))).toMatchObject({
      version: 4,
      predecessor: report,
    });
  });

  test('what was saved in another browser stands before what is saved here', async () => {
    expect(await (await opened()).begin('one', () => Promise.resolve([version]))).toMatchObject({
      version: 4,
      predecessor: report,
    });
  });

  test('after an older version was opened the next one has a number of its own, and names the one it was made from', async () => {
    const submissions = await opened();
    await submissions.opened('one', { ...version, number: 1 });
    const stored = [{ ...version, number: 2 }, { ...version, number: 5 }, version];
    expect(await submissions.begin('two', () => Promise.resolve(stored))).toMatchObject({
      version: 6,
      predecessor: report,
    });
  });

  test('while the archive is away what was opened or saved here goes on', async () => {
    const submissions = await opened();
    await submissions.opened('one', version);
    expect(await submissions.begin('two', () => Promise.reject(broken))).toMatchObject({ version: 4 });
  });

  test('without a list of what stands in the archive nothing is begun', async () => {
    const submissions = await opened();
    await expect(submissions.begin('one', () => Promise.reject(broken))).rejects.toBe(broken);
    expect(submissions.state.get().record).toBeUndefined();
  });

  test('a report of another reading is not the one on screen', async () => {
    const submissions = await opened();
    const begun = await submissions.begin('one', () => Promise.resolve([]));
    await submissions.written(begun, report, false);
    expect(await submissions.noteStored('7')).toBe(false);
    expect(submissions.state.get().record?.isStored).toBe(false);
    expect(await submissions.noteStored('1.2.3')).toBe(true);
    expect(submissions.state.get().record?.isStored).toBe(true);
  });
});
