import { CohortOfSite } from '../../../../../extensions/ihc-scoring/src/services/compare/CohortOfSite';
import { cohortOf, threePatients } from '../../pipeline/immune/threePatients';

const cohort = cohortOf(threePatients);
const file = (text: string) => ({ name: 'cohort.json', text: () => Promise.resolve(text) });

test('a cohort file is opened; one that was changed is refused and the one before stays', async () => {
  const site = new CohortOfSite();
  await site.read(file(JSON.stringify(cohort)));
  expect(site.state.get()).toMatchObject({ cohort, problem: undefined });
  await site.read(file(JSON.stringify({ ...cohort, name: 'Another' })));
  expect(site.state.get().cohort).toEqual(cohort);
  expect(site.state.get().problem?.message).toContain('its content does not fit its hash');
  site.forget();
  expect(site.state.get()).toMatchObject({ cohort: undefined, problem: undefined });
});

test('what is no JSON is named', async () => {
  const site = new CohortOfSite();
  await site.read(file('no cohort'));
  expect(site.state.get().problem?.message).toContain('cohort.json is not a cohort file');
});

test('a cohort that the server offers is used only once a reader chooses it', async () => {
  const site = new CohortOfSite(() => Promise.resolve([cohort]));
  await site.lookForOffers();
  expect(site.state.get()).toMatchObject({ cohort: undefined, offered: [{ hash: cohort.hash }] });
  const [offered] = site.state.get().offered;
  if (offered) site.use(offered);
  expect(site.state.get().cohort?.hash).toBe(cohort.hash);
});

test('an offered cohort that was changed after it was made is not offered, and that is said', async () => {
  const site = new CohortOfSite(() => Promise.resolve([{ ...cohort, date: '2020-01-01' }]));
  await site.lookForOffers();
  expect(site.state.get().offered).toEqual([]);
  expect(site.state.get().problem?.message).toMatch(/was changed after it was made/);
});
