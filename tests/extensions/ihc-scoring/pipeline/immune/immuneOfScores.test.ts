import { matrixPoint } from '@timescope/core/frames';
import type { ScoreOfSlide } from '@timescope/extension-ihc-scoring/pipeline/immune/countedSlide';
import {
  immuneOfScores,
  USUAL_SETTINGS,
} from '@timescope/extension-ihc-scoring/pipeline/immune/immuneOfScores';
import type { ReferenceCohort } from '@timescope/extension-ihc-scoring/pipeline/immune/referenceCohort';
import type { StromaReading } from '@timescope/extension-ihc-scoring/pipeline/immune/stromaReading';
import { runRecordOf } from '@timescope/extension-ihc-scoring/pipeline/runRecord';
import { settingsOf } from '@timescope/extension-ihc-scoring/pipeline/settings';
import { MAP_CLASSES, type ClassAreas } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/classMap';
import { NO_COHORT } from '@timescope/extension-ihc-scoring/pipeline/immune/placeScore';
import { areasOfRatio } from '../../../../../extensions/ihc-scoring/src/services/immune/areasOfRatio';
import { cd3, cd8, section } from '../../../../harness/handMadeImmune';
import { resultOf, times } from '../scores/handMade';
import { cohortOf, threePatients } from './threePatients';

const pair = (first: ScoreOfSlide, second: ScoreOfSlide, cohort: ReferenceCohort | undefined) =>
  immuneOfScores({ cd3: section(first), cd8: section(second) }, USUAL_SETTINGS, cohort);

test('200 and 30 positive cells in 1 mm2 of stroma: percentiles 50 and 66.7 of three patients, score 58.3', () => {
  const found = pair(cd3, cd8, cohortOf(threePatients));
  const noFields = { centre: null, margin: null };
  expect(found.densityPerMm2).toEqual({
    cd3: { stroma: 200, tumour: 40, ...noFields },
    cd8: { stroma: 30, tumour: 6, ...noFields },
  });
  expect(found.scores.stroma).toMatchObject({ score: 58.333333333, group: 'intermediate' });
  expect(found.scores.tumour).toMatchObject({ score: 33.333333333, group: 'low' });
});

test('two thirds of both slides are stroma', () => {
  const found = pair(cd3, cd8, undefined);
  expect(found).toMatchObject({ tsr: 2 / 3, tsrOn: 'IHC (CD3 and CD8), not H&E', groups: { tsr: 'high' } });
});

test('without a cohort: densities, and how to make one', () => {
  expect(pair(cd3, cd8, undefined).notEvaluable.stromaImmuneScore).toBe(NO_COHORT);
});

test('what needs fields, H&E or a reader is not there, each with its reason', () => {
  const { immuneScore, tils, time, notEvaluable } = pair(cd3, cd8, cohortOf(threePatients));
  expect([immuneScore, tils, time]).toEqual([null, null, null]);
  expect(notEvaluable.immuneScore).toBe(
    'CD3: the measurement holds no map of its tissue; measure the slide again.',
  );
  expect(notEvaluable.time).toContain('missing: the grade of the lymphocytes, the immune score');
});

test('a slide on which tumour and stroma were not told apart gives no number but a sentence; the ratio is of the other', () => {
  const blind = resultOf({ preset: 'cd8', cells: times(30, 'oo1') });
  const found = pair(cd3, blind, cohortOf(threePatients));
  expect(found.notEvaluable.stromaImmuneScore).toBe(
    'The CD8 slide was measured without telling tumour and stroma apart.',
  );
  expect(found).toMatchObject({ tsr: 2 / 3, tsrOn: 'IHC (CD3), not H&E' });
});

/** A square millimetre each of the tissue that is named. */
const showing = (preset: 'cd3' | 'cd8', { tumour = 0, stroma = 0 }) =>
  resultOf({
    ...{ preset, drawn: true, cells: times(10, 'so1') },
    tissuePixels: [0, 0, 0, 0, 2000 * tumour, 0, 0, 0, 2000 * stroma, 0, 0, 0],
    coverage: { requestedMm2: tumour + stroma, analysedMm2: tumour + stroma },
  });

test('a slide without tumour or without stroma has no ratio of its own and does not shift that of the other', () => {
  for (const half of [{ stroma: 1 }, { tumour: 1 }])
    expect(pair(showing('cd3', half), cd8, undefined)).toMatchObject({
      ...{ tsr: 2 / 3, tsrOn: 'IHC (CD8), not H&E' },
      slides: { cd3: { tsr: null } },
    });
});

test('tumour on one slide and stroma on the other make no ratio', () => {
  const found = pair(showing('cd3', { stroma: 1 }), showing('cd8', { tumour: 1 }), undefined);
  expect([found.tsr, found.notEvaluable.tsr]).toEqual([
    null,
    'No slide shows both tumour epithelium and stroma, so there is no tumour-stroma ratio.',
  ]);
});

test('the areas beside the ratio are of the slides that it is of', () => {
  const { slides } = pair(showing('cd3', { stroma: 1 }), cd8, undefined);
  expect(areasOfRatio({ slides })).toEqual({ stroma: 1, tumour: 0.5 });
});

test('without the CD8 slide: one sentence, and the densities of CD3', () => {
  const found = immuneOfScores({ cd3: section(cd3) }, USUAL_SETTINGS, cohortOf(threePatients));
  expect(found.stromaImmuneScore).toBeNull();
  expect(found.notEvaluable.stromaImmuneScore).toMatch(/^The CD8 slide is missing: /);
  expect(found.densityPerMm2.cd3.stroma).toBe(200);
});

/** The upper half tumour, the lower stroma, muscle around them: 4 mm of a section in blocks of 16 um. */
const EDGE = 250;
const classes = {
  ...{ width: EDGE, height: EDGE, blockMatrix: { x: 32, y: 32 } },
  values: Uint8Array.from({ length: EDGE * EDGE }, (_, block) => {
    const [x, y] = [block % EDGE, Math.floor(block / EDGE)];
    return x < 50 || x >= 200 || y < 50 || y >= 200 ? 1 : Math.floor(y / 10) % 2 === 0 ? 2 : 3;
  }),
};

test('a measurement with a map of its tissue has four fields of each place; without a positive cell each density is 0', () => {
  const mapped = { ...section(cd3), basis: { ...section(cd3).basis, classes } };
  const { slides } = immuneOfScores(
    { cd3: mapped },
    { steps: 'score', marginUm: 300, fieldUm: 400 },
    undefined,
  );
  expect(slides.cd3?.fields.centre?.fields).toHaveLength(4);
  expect(slides.cd3?.fields.margin?.fields).toHaveLength(4);
  expect(slides.cd3?.densityPerMm2).toMatchObject({ centre: 0, margin: 0 });
});

test("areas of a network's map keep the network, its hash and both warnings in the patient's result", () => {
  const foundBy = { name: 'network tiles 1.0.0', hash: 'weights', isSyntheticTrained: true };
  const ring = [matrixPoint(0, 0), matrixPoint(9, 0), matrixPoint(9, 9)];
  const annotations = [{ name: 'Tumour', role: 'tumour', rings: [ring], foundBy }] as const;
  const request = { preset: 'cd3', annotations, slide: { description: '', digest: '' } } as const;
  const run = runRecordOf(request, settingsOf(request));
  const { slides, warnings } = pair({ ...cd3, run }, cd8, undefined);
  expect(slides.cd3?.map.source).toMatchObject({
    ...{ kind: 'network', name: 'network tiles 1.0.0, corrected', hash: 'weights', isSyntheticTrained: true },
  });
  expect(slides.cd8?.map.source.kind).toBe('drawn');
  const said = warnings.map(({ code, message }) => `${code}: ${message}`).join('\n');
  expect(said).toContain('NETWORK_SYNTHETIC: Tissue was told apart by the network tiles 1.0.0, corrected');
  expect(said).toContain("TILE_BORDERS: On CD3 tumour and stroma are those of a network's tiles");
});

const field = (ratio: number) => ({ x: 0, y: 0, width: 9, height: 9, stromaMm2: ratio, tissueMm2: 1, ratio });
const heReading: StromaReading = {
  input: { description: 'H&E', digest: 'h' },
  map: {
    source: { kind: 'drawn', name: 'drawn areas', hash: 'd', gives: 'areas' },
    hash: 'm',
    areaMm2: { ...(Object.fromEntries(MAP_CLASSES.map(name => [name, 0])) as ClassAreas), STR: 1, TUM: 3 },
  },
  fieldUm: 500,
  proposed: [field(0.4), field(0.3), field(0.2)],
  ratios: [null, 0.6, null],
  tils: 2,
};

test('on H&E the ratio is of its map; the greatest field counts as the reader read it, and the proposal stays beside it', () => {
  const { tsr, tsrOn, slides, tils, groups } = immuneOfScores({ he: heReading }, USUAL_SETTINGS, undefined);
  expect({ tsr, tsrOn }).toEqual({ tsr: 0.25, tsrOn: 'H&E' });
  expect(slides.he?.stromaOfFields).toMatchObject({ value: 0.6, group: 'high' });
  expect(slides.he?.stromaOfFields?.fields[1]).toMatchObject({ ratio: 0.6, proposed: 0.3 });
  expect(tils).toMatchObject({ grade: 2, readers: [2] });
  expect(groups.tils).toBe('high');
});

test("a patient's mark is of the CD3 and CD8 slides alone: reading H&E, a cohort or another margin does not change it", () => {
  const { patientKey } = pair(cd3, cd8, undefined);
  expect(pair(cd3, cd8, cohortOf(threePatients)).patientKey).toBe(patientKey);
  const sections = { cd3: section(cd3), cd8: section(cd8), he: heReading };
  expect(immuneOfScores(sections, { ...USUAL_SETTINGS, marginUm: 300 }, undefined).patientKey).toBe(
    patientKey,
  );
  const other = {
    ...cd8,
    provenance: { ...cd8.provenance, input: { description: '', digest: 'another slide' } },
  };
  expect(pair(cd3, other, undefined).patientKey).not.toBe(patientKey);
});

test('two blinded readers of the lymphocytes must agree; where they differ no grade is given', () => {
  const sections = { he: { ...heReading, tils: 2 } as const };
  const read = (secondGrade: 1 | 2) =>
    immuneOfScores({ ...sections, secondGrade }, USUAL_SETTINGS, undefined);
  expect(read(2).tils).toMatchObject({ grade: 2, readers: [2, 2] });
  expect(read(1).tils).toBeNull();
  expect(read(1).notEvaluable.tils).toContain('gave the lymphocytes grades 2 and 1');
});

test('the proposed grade stands beside the readers, and one that cannot be had says why', () => {
  const reason = 'No field shows enough tumour.';
  const he = { ...heReading, tils: undefined, tilProposal: { kind: 'not computable', reason } } as const;
  const { slides, tils } = immuneOfScores({ he }, USUAL_SETTINGS, undefined);
  expect(slides.he).toMatchObject({ tilProposal: null, notEvaluable: { tilProposal: reason } });
  expect(tils).toBeNull();
});

test('small compartments of a slide are one warning, not one each', () => {
  const { warnings } = pair(resultOf({ ...SMALL, preset: 'cd3' }), cd8, undefined);
  expect(warnings.filter(({ code }) => code === 'SMALL_AREA').map(({ message }) => message)).toEqual([
    'The CD3 slide has only 0.250 mm2 of stroma and 0.125 mm2 of tumour epithelium; a few cells change the density there.',
  ]);
});

/** A quarter of a square millimetre of stroma, half as much tumour. */
const SMALL = {
  ...{ drawn: true, tissuePixels: [0, 0, 0, 0, 250, 0, 0, 0, 500, 0, 0, 0], cells: times(50, 'so1') },
  coverage: { requestedMm2: 0.375, analysedMm2: 0.375 },
};
