import { readStructuredReport } from '@timescope/core/dicom/read/structuredReport';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { resultsOf } from '@timescope/core/dicomweb/studyResults';
import { immuneObjects } from '@timescope/extension-ihc-scoring/evidence/immuneObjects';
import { IMMUNE_SUBJECT } from '@timescope/extension-ihc-scoring/evidence/immuneSubject';
import type { ImmuneToSave, SavedImmune } from '@timescope/extension-ihc-scoring/evidence/immuneToSave';
import { readImmuneObjects } from '@timescope/extension-ihc-scoring/evidence/readImmuneObjects';
import { readSlideObjects } from '@timescope/extension-ihc-scoring/evidence/readSlideObjects';
import {
  immuneOfScores,
  USUAL_SETTINGS,
} from '@timescope/extension-ihc-scoring/pipeline/immune/immuneOfScores';
import { specimensConfirmed } from '@timescope/extension-ihc-scoring/pipeline/immune/oneSpecimen';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dumpOf, errorsIn } from '../../../harness/dicomOracles';
import { cd3, cd8, immuneOfPair, immuneToSave, section, wholeImmune } from '../../../harness/handMadeImmune';
import { firstNumberChanged, forged, withChanged } from '../../../harness/tampered';

const filesOf = (saved: ImmuneToSave) => immuneObjects(saved).objects.map(({ bytes }) => bytes);

/** What reading gives back: all but the slides. */
const readBack = ({ result, savedBy, predecessor, version }: ImmuneToSave): SavedImmune => ({
  ...{ result, savedBy, predecessor, version },
});

const second = {
  ...immuneToSave(),
  version: 2,
  predecessor: { seriesInstanceUid: '2.25.3', sopInstanceUid: '2.25.4' },
};

test.each([
  ['every index', immuneToSave()],
  ['a second version', second],
  ['what the viewer has', immuneToSave(immuneOfPair())],
  ['densities alone', immuneToSave(immuneOfPair(false))],
  ['of a command', { ...immuneToSave(), savedBy: { reader: undefined, at: immuneToSave().savedBy.at } }],
])('%s comes back as it was stored', (_, saved) => {
  expect(readImmuneObjects(filesOf(saved))).toEqual(readBack(saved));
});

test('one report, in the study of the CD3 slide, names the images of every slide, also of another study', () => {
  const { objects } = immuneObjects(immuneToSave());
  expect(objects.map(({ name, studyInstanceUid }) => [name, studyInstanceUid])).toEqual([
    ['immune', '1.2.8'],
  ]);
  const { evidence } = readStructuredReport(objects[0]?.bytes ?? new Uint8Array());
  const named = evidence.map(({ studyInstanceUid, seriesInstanceUid }) => [studyInstanceUid, seriesInstanceUid]); // prettier-ignore
  expect(named).toEqual([
    ['1.2.8', '1.2.6.1'],
    ['1.2.8', '1.2.6.2'],
    ['1.2.9', '1.2.6.3'],
  ]);
});

test('a list of results knows it by kind, reader and slides', () => {
  const { versions } = resultsOf(filesOf(second).map(bytes => readPart10(bytes).dataset));
  expect(versions).toMatchObject([
    {
      subject: IMMUNE_SUBJECT,
      number: 2,
      predecessor: { sopInstanceUid: '2.25.4' },
      parts: [],
      report: {
        title: 'TIMEscope immune: indices (version 2)',
        author: 'Lund^Anna',
        sources: ['1.2.6.1', '1.2.6.2', '1.2.6.3'],
      },
    },
  ]);
});

test('the same submission gives the same bytes; another version has another UID', () => {
  expect(immuneObjects(second)).toEqual(immuneObjects(second));
  expect(immuneObjects(second).objects[0]?.sopInstanceUid).not.toBe(
    immuneObjects(immuneToSave()).objects[0]?.sopInstanceUid,
  );
});

test('dciodvfy finds no error, and dsrdump shows indices, classes, cohort and why a number is missing', () => {
  for (const saved of [immuneToSave(), immuneToSave(immuneOfPair(false))])
    expect(filesOf(saved).map(errorsIn)).toEqual([[]]);
  const dump = dumpOf(filesOf(immuneToSave())[0] ?? new Uint8Array());
  for (const row of [
    'NUM:(STROMARATIO,99TIMESCOPE,"Area of stroma / (stroma + tumour epithelium)")="0.75"',
    'NUM:(TILGRADE,99TIMESCOPE,"Grade of the tumour-infiltrating lymphocytes (0 to 3)")="2"',
    'NUM:(IMMUNEPOINTS,99TIMESCOPE,"Immune score of CD3 and CD8, centre and margin (0 to 4)")="3"',
    'NUM:(TIMECOUNT,99TIMESCOPE,"Number of high biomarkers among TSR, TILs and IS")="3"',
    'CODE:(TISSUECLASS,99TIMESCOPE,"Class that the tissue shows")=(75540009,SCT,"High")',
    'CODE:(SCOREGROUP,99TIMESCOPE,"Group of the score in the reference cohort")=(11896004,SCT,"Intermediate")',
    'TEXT:(COHORT,99TIMESCOPE,"Reference cohort")="Three patients"',
    'TEXT:(WARNING,99TIMESCOPE,"Warning")="H&E: A pen mark was left out."',
    'TEXT:(REASON,99TIMESCOPE,"Reason")="The sections do not look al..."',
    'Whole Slide Imaging',
    'For Research Use Only',
  ])
    expect(dump).toContain(row);
  const without = dumpOf(filesOf(immuneToSave(immuneOfPair(false)))[0] ?? new Uint8Array());
  expect(without).toContain('No reference cohort was g');
  expect(without).not.toContain('COHORTHASH');
});

test('that a reader put different specimens together stands in the report and in what is read back', () => {
  const confirmed = specimensConfirmed([
    { name: 'cd3', specimens: ['S-1'] },
    { name: 'cd8', specimens: ['S-2'] },
  ]);
  const sections = { cd3: section(cd3), cd8: section(cd8), confirmed };
  const saved = immuneToSave(immuneOfScores(sections, USUAL_SETTINGS, undefined));
  const [file = new Uint8Array()] = filesOf(saved);
  expect(dumpOf(file)).toContain('"Warning")="The CD3 and the CD8 slide');
  expect(readImmuneObjects([file]).result.warnings[0]).toEqual({
    code: 'SPECIMENS_CONFIRMED',
    message:
      'The CD3 and the CD8 slide name different specimens; a reader confirmed that they belong together.',
  });
});

test('pydicom finds every index again in the counts, areas, percentiles and cut-offs of the report', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'timescope-immune-'));
  const file = path.join(folder, 'immune.dcm');
  await writeFile(file, filesOf(immuneToSave())[0] ?? new Uint8Array());
  const script = path.join(import.meta.dirname, '../../../oracles/recompute_immune_dicom.py');
  const again = JSON.parse(execFileSync('/usr/bin/python3', [script, file], { encoding: 'utf8' })) as unknown;
  await rm(folder, { recursive: true });
  const { tsr, densityPerMm2, stromaImmuneScore, intraepithelialImmuneScore, groups } = wholeImmune();
  expect(again).toEqual({
    ...{ tsr, tilGrade: 2, immuneScore: 3, time: 3 },
    classes: { tsr: groups.tsr, tils: groups.tils, is: groups.is, time: groups.time },
    densityPerMm2,
    stromaImmuneScore: { score: stromaImmuneScore, group: groups.stromaImmuneScore },
    intraepithelialImmuneScore: {
      score: intraepithelialImmuneScore,
      group: groups.intraepithelialImmuneScore,
    },
  });
});

test('another number, and one with its digest made to fit, are refused in one sentence', () => {
  const { objects } = immuneObjects(immuneToSave());
  expect(() => readImmuneObjects(withChanged(objects, 'immune', firstNumberChanged))).toThrow(
    'The result was changed since it was saved: its report.',
  );
  expect(() => readImmuneObjects(forged(objects, 'immune', firstNumberChanged))).toThrow(
    'The report contradicts the result that it carries: Area of stroma / (stroma + tumour epithelium).',
  );
});

test('an archive that takes the private element out takes nothing from the result', () => {
  const saved = immuneToSave();
  const [file = new Uint8Array()] = filesOf(saved);
  const at = Buffer.from(file).indexOf(Uint8Array.of(0x99, 0, 0x10, 0, 0x4c, 0x4f));
  expect(readImmuneObjects([file.slice(0, at)])).toEqual(readBack(saved));
});

test('it is no result of a slide, and a slide has none of it', () => {
  expect(() => readSlideObjects(filesOf(immuneToSave()))).toThrow('None of the 1 objects');
  expect(() => readImmuneObjects([])).toThrow('None of the 0 objects is an immune report of TIMEscope.');
});
