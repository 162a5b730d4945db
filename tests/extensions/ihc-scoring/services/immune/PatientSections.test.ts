import type { Host } from '@timescope/ohif/host';
import type { SlideOnScreen } from '../../../../../extensions/ihc-scoring/src/services/benchPart';
import {
  PatientSections,
  stainHere,
} from '../../../../../extensions/ihc-scoring/src/services/immune/PatientSections';

type Said = readonly [description: string, specimen: string | undefined, issuer?: string];

const tag = (value: string) => ({ vr: 'LO', Value: [value] });

/** An archive with the slides of patient P1: series, study and what each says of itself. */
function archive(slides: Readonly<Record<string, Said>>): Host {
  const about = ([description, specimen, issuer = 'CLINIC']: Said) => ({
    '00100020': tag('P1'),
    '00100021': tag(issuer),
    '0008103E': tag(description),
    ...(specimen !== undefined && { '00400560': { vr: 'SQ', Value: [{ '00400551': tag(specimen) }] } }),
  });
  const source = {
    retrieve: {
      getWadoDicomWebClient: () => ({
        headers: {},
        retrieveSeriesMetadata: ({ seriesInstanceUID }: { seriesInstanceUID: string }) =>
          Promise.resolve([about(slides[seriesInstanceUID] ?? ['', undefined])]),
      }),
    },
    query: {
      studies: {
        search: () =>
          Promise.resolve(
            Object.keys(slides).map(name => ({
              studyInstanceUid: name,
              mrn: 'P1',
              date: '',
              modalities: 'SM',
            })),
          ),
      },
      series: { search: (study: string) => Promise.resolve([{ seriesInstanceUid: study, modality: 'SM' }]) },
    },
  };
  const services = { userAuthenticationService: { getAuthorizationHeader: () => undefined } };
  return {
    extensionManager: { getActiveDataSource: () => [source] },
    servicesManager: { services },
  } as unknown as Host;
}

const onScreen = (series: string) =>
  ({ slide: { studyInstanceUid: series, seriesInstanceUid: series } }) as unknown as SlideOnScreen;

async function looked(slides: Readonly<Record<string, Said>>, here = 'cd3') {
  const sections = new PatientSections({ host: archive(slides) });
  sections.attach(onScreen(here));
  await sections.look();
  const { chosen } = sections.state.get();
  return {
    sections,
    chosen: Object.fromEntries(Object.entries(chosen).map(([name, each]) => [name, each.seriesUid])),
  };
}

const SERIAL = {
  cd3: ['CD3 IHC', 'A-1'],
  cd8: ['CD8 IHC', 'A-1'],
  he: ['H&E', 'A-1'],
} as const;

test('of each stain the section of the specimen on screen is proposed, and nothing counts before it is confirmed', async () => {
  const { sections, chosen } = await looked({ ...SERIAL, later: ['CD8 IHC', 'B-1'] });
  expect(chosen).toEqual({ cd3: 'cd3', cd8: 'cd8', he: 'he' });
  expect(sections.state.get()).toMatchObject({ isConfirmed: false, doubt: undefined });
  sections.confirm();
  expect(sections.state.get().isConfirmed).toBe(true);
});

test('of two slides of a stain neither is proposed; what the reader chooses is', async () => {
  const { sections, chosen } = await looked({ ...SERIAL, again: ['CD8 IHC', 'A-1'] });
  expect(chosen).toEqual({ cd3: 'cd3', he: 'he' });
  sections.choose('cd8', 'again');
  expect(sections.state.get().chosen.cd8?.seriesUid).toBe('again');
});

test('one slide is not taken as two stains: one sentence, and the choice stays as it was', async () => {
  const { sections } = await looked(SERIAL);
  sections.choose('cd8', 'cd3');
  expect(sections.state.get().chosen.cd8?.seriesUid).toBe('cd8');
  expect(sections.state.get().problem?.message).toBe(
    'One slide cannot be of two stains: it is chosen as CD3 already.',
  );
  sections.choose('cd3', '');
  sections.choose('cd8', 'cd3');
  expect(sections.state.get()).toMatchObject({ problem: undefined, chosen: { cd8: { seriesUid: 'cd3' } } });
});

test('sections of different specimens: one sentence, no confirming unless the reader says that they belong together', async () => {
  const { sections } = await looked({ cd3: ['CD3', 'A-1'], cd8: ['CD8', 'B-1'] });
  sections.choose('cd8', 'cd8');
  sections.confirm();
  expect(sections.state.get()).toMatchObject({
    isConfirmed: false,
    doubt: 'The CD3 and the CD8 slide are of different specimens; no score is given.',
  });
  sections.setSameSpecimen(true);
  sections.confirm();
  expect(sections.state.get().isConfirmed).toBe(true);
});

test('the only slide of a stain is not proposed where it is of another specimen or study; that it is there is said', async () => {
  const { sections, chosen } = await looked({ ...SERIAL, he: ['H&E', 'B-1'] });
  expect(chosen).toEqual({ cd3: 'cd3', cd8: 'cd8' });
  expect(sections.state.get()).toMatchObject({
    doubt: undefined,
    notTaken: {
      he: 'H&E: the patient has H&E, of another specimen or study than the slide on screen, so none is proposed. Choose it only where it is a section of the same tissue.',
    },
  });
  const { sections: unnamed } = await looked({ cd3: ['CD3', undefined], cd8: ['CD8', undefined] });
  expect(Object.keys(unnamed.state.get().chosen)).toEqual(['cd3']);
  expect(Object.keys(unnamed.state.get().notTaken)).toEqual(['cd8']);
});

test("a slide of another issuer's patient with the same number is not offered", async () => {
  const { sections, chosen } = await looked({ ...SERIAL, cd8: ['CD8 IHC', 'A-1', 'ELSEWHERE'] });
  expect(chosen).toEqual({ cd3: 'cd3', he: 'he' });
  expect(sections.state.get().found?.map(({ seriesUid }) => seriesUid)).toEqual(['cd3', 'he']);
});

test("the choice stays while the patient's slides are looked at, and is gone with another patient's", async () => {
  const { sections } = await looked(SERIAL);
  sections.confirm();
  sections.detach();
  sections.attach(onScreen('cd8'));
  expect(sections.state.get()).toMatchObject({ isConfirmed: true, here: 'cd8' });
  sections.detach();
  sections.attach(onScreen('stranger'));
  expect(sections.state.get()).toMatchObject({ isConfirmed: false, found: undefined, chosen: {} });
});

test('the slide on screen is of the stain that it says until the reader chooses it as another section', async () => {
  const { sections } = await looked({ ...SERIAL, cd8: ['Unlabelled', 'A-1'] }, 'cd8');
  expect(stainHere(sections.state.get())).toBeUndefined();
  sections.choose('cd8', 'cd8');
  expect(stainHere(sections.state.get())).toBe('cd8');
  const { sections: others } = await looked(SERIAL, 'he');
  expect(stainHere(others.state.get())).toBe('he');
  others.choose('he', '');
  expect(stainHere(others.state.get())).toBe('he');
});
