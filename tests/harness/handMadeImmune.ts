import type { DicomJson } from '@timescope/core/dicom/json';
import { WHOLE_SLIDE_MICROSCOPY } from '@timescope/core/dicom/read/slide';
import { sourceAttributes } from '@timescope/core/dicom/write/derivedModules';
import { micrometresPerPixel } from '@timescope/core/units';
import type { ImmuneToSave, SavedSection } from '@timescope/extension-ihc-scoring/evidence/immuneToSave';
import type { PlaceFields } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneFields';
import {
  countedSlide,
  type ScoreOfSlide,
} from '@timescope/extension-ihc-scoring/pipeline/immune/countedSlide';
import {
  immuneOfScores,
  USUAL_SETTINGS,
  type MeasuredSection,
} from '@timescope/extension-ihc-scoring/pipeline/immune/immuneOfScores';
import type {
  CountedSlide,
  ImmuneResult,
  StromaSlide,
} from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import { immuneResultOf } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResultOf';
import { settingsOf } from '@timescope/extension-ihc-scoring/pipeline/settings';
import { workingFrame } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';
import { cohortOf, threePatients } from '../extensions/ihc-scoring/pipeline/immune/threePatients';
import { resultOf, times } from '../extensions/ihc-scoring/pipeline/scores/handMade';
import { of } from './slideMetadata';
import type { SlideOfPatient } from '@timescope/extension-ihc-scoring/pipeline/immune/slidesOfPatient';

/** Half a square millimetre of tumour and one of stroma. */
const AREAS = [0, 0, 0, 0, 1000, 0, 0, 0, 2000, 0, 0, 0];

/** A third of the tissue is tumour: of 1.5 mm2 half a square millimetre, and one of stroma. */
const score = (preset: 'cd3' | 'cd8', stroma: number, tumour: number) =>
  resultOf({
    preset,
    drawn: true,
    tissuePixels: AREAS,
    coverage: { requestedMm2: 1.5, analysedMm2: 1.5 },
    cells: [...times(stroma, 'so1'), ...times(tumour, 'to1'), ...times(50, 'so0')],
  });

export const cd3 = score('cd3', 200, 20);
export const cd8 = score('cd8', 30, 3);

const mpp = { x: micrometresPerPixel(0.5), y: micrometresPerPixel(0.5) };
const frame = workingFrame({ levels: [{ width: 8000, height: 8000, mpp, tileWidth: 512, tileHeight: 512 }] });

/** A measurement of before, without a map of its tissue. */
export const section = (score: ScoreOfSlide): MeasuredSection => ({
  score,
  basis: { frame, settings: settingsOf({ preset: 'cd3', slide: { description: '', digest: '' } }) },
  tables: [],
  placed: [],
});

/** As the viewer has measurements of before: no fields, no H&E. */
export const immuneOfPair = (hasCohort = true): ImmuneResult =>
  immuneOfScores(
    { cd3: section(cd3), cd8: section(cd8) },
    USUAL_SETTINGS,
    hasCohort ? cohortOf(threePatients) : undefined,
  );

/** Four fields of a quarter of a square millimetre. */
function fieldsWith(positive: number): PlaceFields {
  const field = { x: 0, y: 0, width: 1000, height: 1000, positive, tissueMm2: 0.25 };
  const fields = [0, 1, 2, 3].map(at => ({ ...field, x: 1000 * at, densityPerMm2: positive / 0.25 }));
  return { fields, densityPerMm2: positive / 0.25 };
}

/** With points for CD3 in the centre and for CD8 at both places. */
function counted(name: 'cd3' | 'cd8', centre: number, margin: number): CountedSlide {
  const { slides } = immuneOfPair();
  const found = slides[name];
  if (!found) throw new Error(`There is no ${name} slide.`);
  const fields = { centre: fieldsWith(centre), margin: fieldsWith(margin) };
  const { input, map, tsr, warnings } = found;
  return countedSlide(name, { input, map, tsr, warnings }, name === 'cd3' ? cd3 : cd8, fields);
}

function stained(): StromaSlide {
  const { input, map } = counted('cd3', 0, 0);
  const field = { x: 0, y: 0, width: 1000, height: 1000, tissueMm2: 0.25 };
  const fields = [0.7, 0.6, 0.4].map(ratio => ({ ...field, stromaMm2: 0.25 * ratio, ratio }));
  return {
    input: { ...input, description: 'H&E' },
    map: { ...map, areaMm2: { ...map.areaMm2, STR: 3, TUM: 1 } },
    tsr: 0.75,
    warnings: [{ code: 'PEN', message: 'A pen mark was left out.' }],
    stromaOfFields: { value: 0.7, group: 'high', fields },
    notEvaluable: {},
  };
}

/** Every index there is: ratio 0.75 on H&E, lymphocytes 2, immune score 3, TIME 3. */
export const wholeImmune = (): ImmuneResult =>
  immuneResultOf({
    slides: { cd3: counted('cd3', 625, 125), cd8: counted('cd8', 75, 15), he: stained() },
    cohort: cohortOf(threePatients),
    tils: [2, 2],
    settings: { steps: '74', marginUm: 500, fieldUm: 500 },
    links: {
      links: [
        {
          ...{ from: 'cd3', to: 'cd8', way: 'rigid', similarity: 0.9, residualUm: 42.5 },
          transform: { a: 1, b: 0, c: 0, d: 1, x: 3, y: 4 },
        } as unknown as ImmuneResult['links'][number],
      ],
      notLinked: { 'links.he': 'The sections do not look alike.' },
    },
  });

/** The H&E slide was scanned later: another study of the patient. */
export function sectionOf(name: SlideOfPatient): SavedSection {
  const number = { cd3: 1, cd8: 2, he: 3 }[name];
  const study = name === 'he' ? '1.2.9' : '1.2.8';
  const specimen = { uid: `1.2.7.${number}`, identifier: `S-${number}` };
  return {
    name,
    source: sourceAttributes([imageOf(study, number)]),
    slide: {
      levels: [{ sopInstanceUid: `1.2.5.${number}` }],
      specimens: [specimen] as unknown as SavedSection['slide']['specimens'],
      containerIdentifier: undefined,
    },
  };
}

const imageOf = (study: string, number: number): DicomJson => ({
  '00080016': of('UI', WHOLE_SLIDE_MICROSCOPY),
  '00080018': of('UI', `1.2.5.${number}`),
  '00080020': of('DA', '20260102'),
  '00080030': of('TM', '101500'),
  '00080050': of('SH', 'A1'),
  '00080090': of('PN', { Alphabetic: 'Refer^Ring' }),
  '00100010': of('PN', { Alphabetic: 'Section^Hand' }),
  '00100020': of('LO', 'P1'),
  '00100021': of('LO', 'CLINIC'),
  '00100030': of('DA', '19500101'),
  '00100040': of('CS', 'F'),
  '0020000D': of('UI', study),
  '0020000E': of('UI', `1.2.6.${number}`),
  '00200010': of('SH', 'ST1'),
});

export const immuneToSave = (result: ImmuneResult = wholeImmune()): ImmuneToSave => ({
  result,
  savedBy: { reader: 'Lund^Anna', at: { date: '20261122', time: '091500' } },
  predecessor: null,
  version: 1,
  sections: [sectionOf('cd3'), sectionOf('cd8'), ...(result.slides.he ? [sectionOf('he')] : [])],
});
