import type { StoredVersion } from '@timescope/core/dicomweb/studyResults';
import type { ListedResults } from '@timescope/ohif/results/ListedResults';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { slideSubject } from '../../../../../extensions/ihc-scoring/src/evidence/slideSubject';
import { newReading } from '../../../../../extensions/ihc-scoring/src/pipeline/reading/reading';
import type { BenchParts, SlideOnScreen } from '../../../../../extensions/ihc-scoring/src/services/benchPart';
import {
  SlideResults,
  type ImmuneSources,
} from '../../../../../extensions/ihc-scoring/src/services/results/SlideResults';
import { SlideSaving } from '../../../../../extensions/ihc-scoring/src/services/results/SlideSaving';
import {
  initialState,
  type ScoringState,
} from '../../../../../extensions/ihc-scoring/src/services/scoringState';
import type { Signing } from '../../../../../extensions/ihc-scoring/src/services/Signing';
import type { ArchiveClient } from '../../../../../extensions/ihc-scoring/src/worker/ArchiveClient';
import type { SlideSubmission } from '../../../../../extensions/ihc-scoring/src/worker/archiveRequest';
import { fakeWindow } from '../../../../harness/fakeWindow';
import { measurementByHand, resultByHand } from '../byHand';

const KEY = '1.2 A';

beforeAll(() => {
  Object.assign(fakeWindow(), { location: { href: 'http://archive/' } });
  Object.assign(globalThis, {
    indexedDB: {
      open: () => {
        throw new Error('a private window');
      },
    },
  });
});

/** A slide that was measured, in an archive. */
function bench(change: Partial<ScoringState> = {}) {
  const slide = { studyInstanceUid: '1', seriesInstanceUid: '1.2', levels: [] };
  const state = new ObservableState({
    ...initialState,
    key: KEY,
    slide: { kind: 'ready', slide, description: '' },
    measurements: new Map([[KEY, measurementByHand('rA')]]),
    ...change,
  });
  const client = { baseURL: 'http://archive/', retrieveSeriesMetadata: () => Promise.resolve([]) };
  const source = { retrieve: { getWadoDicomWebClient: () => client } };
  const parts = {
    host: {
      extensionManager: { getActiveDataSource: () => [source] },
      servicesManager: { services: { userAuthenticationService: { getAuthorizationHeader: () => ({}) } } },
    },
    scoring: { state, reader: new ObservableState({ name: 'A' }) },
    readings: {
      state: new ObservableState({ reading: newReading('er'), isSigned: false, signed: [], key: KEY }),
    },
    shown: new ObservableState({
      result: { ...resultByHand, hash: 'h'.repeat(64) },
      isPending: false,
      tables: [],
    }),
  };
  const onScreen = { slide } as unknown as SlideOnScreen;
  const signing = { isMeasuredOtherwise: () => false } as unknown as Signing;
  return { parts, state, onScreen, signing, asParts: parts as unknown as BenchParts };
}

const noSections = {
  sections: { state: new ObservableState({ chosen: {}, isConfirmed: false }) },
  cohort: { state: new ObservableState({ cohort: undefined, problem: undefined }) },
} as unknown as ImmuneSources;

const noShelf = { take: () => Promise.resolve(undefined) };

const unlisted = {
  known: () => Promise.resolve({ versions: [], others: [] }),
} as unknown as ListedResults;

function saver(made: ReturnType<typeof bench>, listed = unlisted) {
  const sent: SlideSubmission[] = [];
  const save = (_: unknown, submission: SlideSubmission) => {
    sent.push(submission);
    return Promise.reject(new Error('the server is away'));
  };
  const client = { save } as unknown as ArchiveClient;
  const saving = new SlideSaving(made.asParts, made.signing, client, listed);
  saving.attach(made.onScreen);
  return { saving, sent };
}

test('what is saved is one result with its own cells and reader, whatever comes on screen meanwhile', async () => {
  const made = bench();
  const { saving, sent } = saver(made);
  const saved = saving.save();
  made.state.update({ key: '9.9 B', measurements: new Map([['9.9 B', measurementByHand('rB')]]) });
  made.parts.scoring.reader.update({ name: 'B' });
  await saved;
  expect(sent).toMatchObject([{ measurement: { runId: 'rA' }, savedBy: { reader: 'A' } }]);
});

test('a version follows those of the same slide, reader and marker alone', async () => {
  const made = bench();
  const versionOf = (marker: string, number: number) => ({
    subject: slideSubject(marker),
    number,
    report: { author: 'A', sources: ['1.2'], address: { series: '1.7', instance: `1.7.${String(number)}` } },
  });
  const { marker } = resultByHand;
  const versions = [versionOf(`not ${marker}`, 7), versionOf(marker, 2), versionOf(marker, 3)];
  const known = () => Promise.resolve({ versions, others: [] });
  const { saving, sent } = saver(made, { known } as unknown as ListedResults);
  await saving.save();
  expect(sent).toMatchObject([
    { version: 4, predecessor: { seriesInstanceUid: '1.7', sopInstanceUid: '1.7.2' } },
  ]);
});

test('what was saved of one marker is not what was saved of another', async () => {
  const made = bench();
  const { saving } = saver(made);
  await saving.save();
  expect(saving.submissions.state.get().record).toBeDefined();
  made.parts.readings.state.update({ reading: newReading('ki67') });
  expect(saving.submissions.state.get().record).toBeUndefined();
});

test('a reading that nothing was measured of is asked about before another takes its place', () => {
  const made = bench({ measurements: new Map() });
  const { saving } = saver(made);
  expect(saving.isUnsaved()).toBe(false);
  made.parts.readings.state.update({ reading: { ...newReading('er'), thresholds: [0.1, 0.2, 0.3] } });
  expect(saving.isUnsaved()).toBe(true);
});

test.each([
  ['here', { runs: new Map([[KEY, {}]]) } as unknown as Partial<ScoringState>],
  ['in another tab', { elsewhere: { kind: 'slide' } } as const],
])('nothing is opened while a measurement runs %s', async (_, running) => {
  const made = bench(running);
  const results = new SlideResults(
    made.asParts,
    made.signing,
    { ended: () => undefined },
    noShelf,
    noSections,
  );
  Object.assign(results, { onScreen: made.onScreen });
  await results.listed.open({
    parts: [],
    report: { address: { instance: '1.9' } },
  } as unknown as StoredVersion);
  expect(results.listed.state.get().problem).toMatch(/^A measurement is running/);
});
