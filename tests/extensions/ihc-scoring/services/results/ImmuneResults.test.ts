import { ObservableState } from '@timescope/ohif/ObservableState';
import type { ListedResults } from '@timescope/ohif/results/ListedResults';
import type { CohortOfSite } from '../../../../../extensions/ihc-scoring/src/services/compare/CohortOfSite';
import type { PatientSections } from '../../../../../extensions/ihc-scoring/src/services/immune/PatientSections';
import { ImmuneResults } from '../../../../../extensions/ihc-scoring/src/services/results/ImmuneResults';
import type { ArchiveClient } from '../../../../../extensions/ihc-scoring/src/worker/ArchiveClient';
import { fakeWindow } from '../../../../harness/fakeWindow';
import { cohortOf, threePatients } from '../../pipeline/immune/threePatients';
import { PatientBench, SLIDES } from '../immune/patientBench';

/**
 * A bench on which the CD3 and CD8 slides of `handMadeImmune` are measured and chosen.
 * @param isReload in the browser of before
 */
function opened(isReload = false) {
  if (!isReload) fakeWindow();
  Object.assign(globalThis, { indexedDB: {} });
  const bench = new PatientBench();
  bench.measure('cd3');
  bench.measure('cd8');
  const { cd3, cd8 } = SLIDES;
  const sections = new ObservableState({ isConfirmed: false, chosen: { cd3, cd8 } });
  const cohort = new ObservableState<{ cohort: ReturnType<typeof cohortOf> | undefined }>({
    cohort: undefined,
  });
  const immune = new ImmuneResults(
    bench.parts,
    bench.shelf,
    {} as unknown as ArchiveClient,
    {} as unknown as ListedResults,
    { state: sections } as unknown as Pick<PatientSections, 'state'>,
    { state: cohort } as unknown as Pick<CohortOfSite, 'state'>,
    bench.tissueMap,
  );
  immune.attach();
  return { bench, sections, cohort, immune };
}

/** Sections are read from the browser's storage, which takes some turns. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

test('nothing is said of the patient before the reader confirmed the slides, nor once the mode is left', async () => {
  const { sections, immune } = opened();
  await settled();
  expect(immune.state.get().result).toBeUndefined();
  sections.update({ isConfirmed: true });
  await settled();
  expect(immune.state.get().result?.densityPerMm2).toMatchObject({
    cd3: { stroma: 200 },
    cd8: { stroma: 30 },
  });
  immune.detach();
  sections.update({ isConfirmed: true });
  await settled();
  expect(immune.state.get().result).toBeUndefined();
});

test('a cohort that is opened gives the score, one that is taken away takes it along', async () => {
  const { sections, cohort, immune } = opened();
  sections.update({ isConfirmed: true });
  cohort.update({ cohort: cohortOf(threePatients) });
  await settled();
  expect(immune.state.get().result?.stromaImmuneScore).toBeCloseTo(58.3333, 3);
  cohort.update({ cohort: undefined });
  await settled();
  expect(immune.state.get().result?.stromaImmuneScore).toBeNull();
});

test('a length that is not allowed is one sentence and computed with nowhere; the next one that is takes it away', async () => {
  const { sections, immune } = opened();
  sections.update({ isConfirmed: true });
  await settled();
  const before = immune.state.get().result;
  for (const um of [99, 5001, Number.NaN]) {
    immune.setLength('fieldUm', um);
    await settled();
    expect(immune.state.get().result).toBe(before);
    expect(immune.state.get().lengthProblems).toEqual({
      fieldUm: 'Field, µm: 100 to 5,000 are allowed; the numbers stay those of 500.',
    });
  }
  immune.setLength('marginUm', 300);
  expect(Object.keys(immune.state.get().lengthProblems)).toEqual(['fieldUm']);
  immune.setLength('fieldUm', 100);
  await settled();
  expect(immune.state.get().lengthProblems).toEqual({});
  expect(immune.state.get().result?.settings).toEqual({ steps: 'score', fieldUm: 100, marginUm: 300 });
});

test('lengths that were chosen are there after a reload; what else lies in the storage is not', () => {
  opened().immune.setLength('fieldUm', 200);
  expect(opened(true).immune.state.get().settings).toEqual({ steps: 'score', fieldUm: 200, marginUm: 500 });
  window.localStorage.setItem('timescope.immuneLengths', '{"fieldUm":7,"marginUm":"wide"}');
  expect(opened(true).immune.state.get().settings).toEqual({ steps: 'score', fieldUm: 500, marginUm: 500 });
  window.localStorage.setItem('timescope.immuneLengths', 'not JSON');
  expect(opened(true).immune.state.get().settings.fieldUm).toBe(500);
  expect(opened().immune.state.get().settings.fieldUm).toBe(500);
});

test('what cannot be saved says why: nothing measured, then no name', async () => {
  const { sections, immune, bench } = opened();
  expect(immune.whyNot()).toBe('Nothing is measured yet. Measure first, then save.');
  sections.update({ isConfirmed: true });
  await settled();
  expect(immune.whyNot()).toBeUndefined();
  expect(immune.isSaved()).toBe(false);
  bench.reader.update({ name: undefined });
  expect(immune.whyNot()).toMatch(/name/);
});
