import { jest } from '@jest/globals';
import type { Host } from '@timescope/ohif/host';
import { ObservableState } from '@timescope/ohif/ObservableState';
import type { BenchParts, SlideOnScreen } from '../../../../../extensions/ihc-scoring/src/services/benchPart';
import { CompareService } from '../../../../../extensions/ihc-scoring/src/services/compare/CompareService';
import type { ReadingRecord } from '../../../../../extensions/ihc-scoring/src/services/ReadingStore';
import { NOTHING_SHOWN } from '../../../../../extensions/ihc-scoring/src/services/shown';
import { resultOf, times } from '../../pipeline/scores/handMade';

/** Slides of an archive: study and series share a name. */
const ARCHIVE: Readonly<Record<string, { id: string; issuer: string; date: string }>> = {
  here: { id: 'P1', issuer: 'CLINIC', date: '20260119' },
  before: { id: 'P1', issuer: 'CLINIC', date: '20250103' },
  namesake: { id: 'P1', issuer: 'ELSEWHERE', date: '20250303' },
  stranger: { id: 'P9', issuer: 'CLINIC', date: '20300101' },
  longer: { id: 'P12', issuer: 'CLINIC', date: '20240303' },
};

/** Milliseconds after which the archive answers for a slide. */
const slow = new Map<string, number>();

const tag = (value: string) => ({ vr: 'LO', Value: [value] });

const host = {
  extensionManager: {
    getActiveDataSource: () => [
      {
        retrieve: {
          getWadoDicomWebClient: () => ({
            headers: {},
            retrieveSeriesMetadata: async ({ seriesInstanceUID }: { seriesInstanceUID: string }) => {
              await new Promise(resolve => setTimeout(resolve, slow.get(seriesInstanceUID) ?? 0));
              const { id = '', issuer = '', date = '' } = ARCHIVE[seriesInstanceUID] ?? {};
              const said = { '00100020': id, '00100021': issuer, '00080020': date, '0008103E': 'Core' };
              return [Object.fromEntries(Object.entries(said).map(([name, value]) => [name, tag(value)]))];
            },
          }),
        },
        query: {
          studies: {
            // As OHIF asks: with wildcards on both sides.
            search: ({ patientId }: { patientId: string }) =>
              Promise.resolve(
                Object.entries(ARCHIVE)
                  .filter(([, { id }]) => id.includes(patientId))
                  .map(([name, { id, date }]) => ({
                    studyInstanceUid: name,
                    mrn: id,
                    date,
                    modalities: 'SM',
                  })),
              ),
          },
          series: {
            search: (study: string) =>
              Promise.resolve([
                { seriesInstanceUid: study, modality: 'SM', description: study },
                { seriesInstanceUid: `${study} SR`, modality: 'SR' },
              ]),
          },
        },
      },
    ],
  },
  servicesManager: {
    services: {
      viewportGridService: { getState: () => ({ viewports: new Map([['default', {}]]) }) },
      userAuthenticationService: { getAuthorizationHeader: () => undefined },
    },
  },
} as unknown as Host;

const measured = (negative: number, positive: number) =>
  resultOf({ preset: 'ki67', cells: [...times(negative, 'oo0'), ...times(positive, 'oo2')] });

/** A bench with a slide on screen; `kept` is what the reader left on others. */
function bench(
  kept: Readonly<Record<string, Partial<ReadingRecord>>>,
  picturesOf: ConstructorParameters<typeof CompareService>[2] = () =>
    Promise.resolve({ slide: undefined, label: undefined }),
) {
  const shown = new ObservableState({ ...NOTHING_SHOWN, result: measured(90, 10) });
  const readings = new ObservableState<Pick<ReadingRecord, 'isSigned' | 'signed'>>({
    isSigned: false,
    signed: [],
  });
  const parts = {
    host,
    shown,
    readings: { state: readings, lookAt: (key: string) => Promise.resolve(kept[key]) },
    scoring: {
      reader: { get: () => ({ name: 'A. Reader' }) },
      state: { get: () => ({ measurements: new Map() }) },
    },
  } as unknown as BenchParts;
  const service = new CompareService(parts, { take: () => Promise.resolve(undefined) }, picturesOf);
  const open = (uid: string) =>
    service.attach({ slide: { studyInstanceUid: uid, seriesInstanceUid: uid } } as unknown as SlideOnScreen);
  open('here');
  return { service, shown, readings, open };
}

const signed = { isSigned: true, signed: [{ result: measured(60, 40) }] } as unknown as ReadingRecord;

test("the patient's other slides are found, the oldest first; other IDs and other kinds of series are not", async () => {
  const { service } = bench({});
  await service.look();
  expect(service.state.get().others?.map(({ seriesUid }) => seriesUid)).toEqual(['before', 'namesake']);
});

test('the signed result of the earlier biopsy stands beside what is shown now, and follows it', async () => {
  const { service, shown } = bench({ 'before A. Reader': signed });
  await service.look();
  await service.choose(service.state.get().others?.[0]);
  const positive = () =>
    service.state.get().comparison?.rows.find(({ score }) => score === 'percentPositive');
  expect(positive()).toMatchObject({
    earlier: { value: 40 },
    later: { value: 10 },
    change: { difference: -30 },
  });
  shown.update({ result: measured(80, 20) });
  expect(positive()).toMatchObject({ later: { value: 20 }, change: { difference: -20 } });
});

test('a namesake of another issuer is refused before its result is looked at', async () => {
  const { service } = bench({ 'namesake A. Reader': signed });
  await service.look();
  await service.choose(service.state.get().others?.[1]);
  expect(service.state.get().comparison).toBeUndefined();
  expect(service.state.get().problem?.message).toContain('two issuers');
});

test('a slide that this reader has not measured says so, with what to do', async () => {
  const { service } = bench({ 'before B. Other': signed });
  await service.look();
  await service.choose(service.state.get().others?.[0]);
  expect(service.state.get().problem?.message).toContain('have not measured that slide');
  expect(service.state.get().comparison).toBeUndefined();
});

test('the other slide of a pair turns the comparison round when it comes on screen; a third one ends it', async () => {
  const { service, open } = bench({ 'before A. Reader': signed, 'here A. Reader': signed });
  await service.look();
  await service.choose(service.state.get().others?.[0]);
  service.detach();
  open('before');
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(service.state.get().chosen?.seriesUid).toBe('here');
  expect(service.state.get().comparison?.isOrdered).toBe(true);
  service.detach();
  open('longer');
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(service.state.get()).toMatchObject({ chosen: undefined, comparison: undefined });
});

/** The score put in place of what `measured` found. */
const overridden = (from: number, to: number) =>
  ({
    isSigned: true,
    signed: [
      {
        result: measured(100 - from, from),
        decision: { kind: 'overridden', score: 'percentPositive', from, to, reason: 'hot spot' },
      },
    ],
  }) as unknown as ReadingRecord;

test('the reader’s own value is compared where a score was overridden, without an interval', async () => {
  const { service, readings } = bench({ 'before A. Reader': overridden(40, 5) });
  await service.look();
  await service.choose(service.state.get().others?.[0]);
  const row = () => service.state.get().comparison?.rows.find(({ score }) => score === 'percentPositive');
  expect(row()).toMatchObject({
    earlier: { value: 5, override: { from: 40, reason: 'hot spot' } },
    later: { value: 10 },
    change: { difference: 5, interval: undefined },
  });
  readings.update(overridden(10, 30));
  expect(row()).toMatchObject({ later: { value: 30, override: { from: 10 } }, change: { difference: 25 } });
  readings.update({ isSigned: false });
  expect(row()?.later.value).toBe(10);
});

test('a late answer for the slide before says nothing about the patient of the slide on screen', async () => {
  const { service, shown, open } = bench({ 'before A. Reader': signed });
  service.detach();
  open('stranger');
  slow.set('stranger', 40);
  const late = service.look();
  service.detach();
  open('here');
  await service.look();
  await service.choose(service.state.get().others?.find(({ seriesUid }) => seriesUid === 'before'));
  await late;
  shown.update({ result: measured(80, 20) });
  expect(service.state.get().problem).toBeUndefined();
  expect(service.state.get().comparison?.later).toMatchObject({
    seriesUid: 'here',
    patient: { id: 'P1' },
  });
});

test('both slides are pictured, what cannot be is named all the same, and pictures are let go with the slide', async () => {
  const gone = jest.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined);
  const { service } = bench({ 'before A. Reader': signed }, (_, { seriesUid }) =>
    seriesUid === 'here'
      ? Promise.resolve({ slide: 'blob:slide', label: 'blob:label' })
      : Promise.reject(new Error('no answer')),
  );
  await service.look();
  await service.choose(service.state.get().others?.[0]);
  await new Promise(resolve => setTimeout(resolve, 5));
  expect(service.state.get().pictured).toMatchObject([
    { slide: { seriesUid: 'here' }, pictures: { slide: 'blob:slide', label: 'blob:label' } },
    { slide: { seriesUid: 'before' }, pictures: { slide: undefined, label: undefined } },
  ]);
  service.detach();
  expect(gone.mock.calls.flat()).toEqual(['blob:slide', 'blob:label']);
  expect(service.state.get().pictured).toEqual([]);
  gone.mockRestore();
});

test('a namesake of another issuer is not pictured', async () => {
  const picturesOf = jest.fn(() => Promise.resolve({ slide: undefined, label: undefined }));
  const { service } = bench({}, picturesOf);
  await service.look();
  await service.choose(service.state.get().others?.[1]);
  expect(picturesOf).not.toHaveBeenCalled();
});
