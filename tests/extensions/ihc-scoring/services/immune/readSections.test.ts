import { matrixPoint } from '@timescope/core/frames';
import { proposedReading } from '@timescope/extension-ihc-scoring/pipeline/immune/stromaReading';
import type { DrawnRegion } from '../../../../../extensions/ihc-scoring/src/pipeline/reading/drawnRegion';
import { readSections } from '../../../../../extensions/ihc-scoring/src/services/immune/readSections';
import { tissueMark } from '../../../../../extensions/ihc-scoring/src/services/tissueMap/paintedTissue';
import { handMap } from '../../pipeline/immune/handMap';
import { measured, PatientBench, READER, SLIDES } from './patientBench';

const tumour: DrawnRegion = {
  ...{ id: 'region-1', name: 'Nest', role: 'tumour' },
  rings: [[matrixPoint(0, 0), matrixPoint(9, 0), matrixPoint(9, 9)]],
};

const map = handMap(60, 60, column => (column % 10 < 3 ? 'TUM' : 'STR'));
const stroma = proposedReading(map, { description: 'H&E', digest: 'h' }, 500, 2);

const read = (bench: PatientBench, secondReader = '') =>
  readSections(bench, [SLIDES.cd3, SLIDES.cd8, SLIDES.he], secondReader);

test('a section that is not measured or read yet is named in one sentence each', async () => {
  const bench = new PatientBench();
  bench.measure('cd3');
  const { sections, missing } = await read(bench);
  expect(Object.keys(sections)).toEqual(['cd3']);
  expect(missing.map(sentence => sentence.slice(0, 25))).toEqual([
    'The CD8 slide is not meas',
    'The H&E slide is not read',
  ]);
});

test('a slide measured with another marker does not count as its section', async () => {
  const bench = new PatientBench();
  bench.measurements.set(`cd8 ${READER}`, measured('cd3', []));
  expect((await read(bench)).sections.cd8).toBeUndefined();
});

test('tumour that was drawn otherwise since makes the section of before; a new name does not', async () => {
  const bench = new PatientBench();
  const { name, role, rings } = tumour;
  bench.measure('cd3', [{ name, role, rings }]);
  bench.keep('cd3', { regions: [{ ...tumour, name: 'Nest 1' }] });
  expect((await read(bench)).outdated).toEqual([]);
  bench.keep('cd3', { regions: [tumour, { ...tumour, id: 'region-2', role: 'stroma' }] });
  const { outdated, sections } = await read(bench);
  expect(outdated).toEqual([expect.stringMatching(/^Tumour and stroma of the CD3 slide were changed/)]);
  expect(sections.cd3).toBeDefined();
});

test('tissue painted on H&E after its fields were proposed makes them those of before', async () => {
  const bench = new PatientBench();
  const marked = { ...stroma, tissueMark: tissueMark({ regions: [tumour] }) };
  bench.keep('he', { stroma: marked, regions: [tumour] });
  expect((await read(bench)).outdated).toEqual([]);
  bench.keep('he', { stroma: marked, regions: [] });
  expect((await read(bench)).outdated).toEqual([expect.stringMatching(/^The tissue of the H&E slide/)]);
});

test('a map of H&E other than the one that its fields were proposed from makes them those of before', async () => {
  const bench = new PatientBench();
  bench.keep('he', { stroma });
  expect((await read(bench)).outdated).toEqual([]);
  bench.isMappedAnew = true;
  expect((await read(bench)).outdated).toEqual([expect.stringMatching(/^The tissue of the H&E slide/)]);
});

test("another reader's grade counts under his name; an unknown name and one's own are one sentence each", async () => {
  const bench = new PatientBench();
  bench.keep('he', { stroma });
  bench.keep('he', { stroma: { ...stroma, tils: 3 } }, 'B. Reader');
  expect(await read(bench, 'B. Reader')).toMatchObject({
    sections: { secondGrade: 3 },
    noSecondGrade: undefined,
  });
  const unknown = await read(bench, 'B. Raeder');
  expect(unknown.sections.secondGrade).toBeUndefined();
  expect(unknown.noSecondGrade).toMatch(/^No grade of "B. Raeder"/);
  expect((await read(bench, READER)).noSecondGrade).toMatch(/your own name/);
});

test("another reader's grade is not looked at before one's own is given", async () => {
  const bench = new PatientBench();
  bench.keep('he', { stroma: { ...stroma, tils: undefined } });
  bench.keep('he', { stroma: { ...stroma, tils: 3 } }, 'B. Reader');
  const { sections, noSecondGrade } = await read(bench, 'B. Reader');
  expect(sections.secondGrade).toBeUndefined();
  expect(noSecondGrade).toBe('It counts once you have given your own grade.');
  expect(bench.asked.filter(key => key.includes('B. Reader'))).toEqual([]);
});
