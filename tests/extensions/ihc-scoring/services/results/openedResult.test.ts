import type { Slide } from '@timescope/core/dicom/read/slide';
import { matrixPoint } from '@timescope/core/frames';
import type { SavedSlide } from '../../../../../extensions/ihc-scoring/src/evidence/slideToSave';
import type {
  Annotation,
  AnnotationRole,
} from '../../../../../extensions/ihc-scoring/src/pipeline/annotations';
import { maskOfImage } from '../../../../../extensions/ihc-scoring/src/pipeline/compartments/compartmentMask';
import { presets } from '../../../../../extensions/ihc-scoring/src/pipeline/presets/presets';
import { newReading, type Reading } from '../../../../../extensions/ihc-scoring/src/pipeline/reading/reading';
import type { ScoreRequest } from '../../../../../extensions/ihc-scoring/src/pipeline/scoreRequest';
import { settingsOf } from '../../../../../extensions/ihc-scoring/src/pipeline/settings';
import {
  isMeasuredOtherwise,
  isMeasuredWithFiles,
  sameAreaNow,
} from '../../../../../extensions/ihc-scoring/src/services/measuredOtherwise';
import { openedResult } from '../../../../../extensions/ihc-scoring/src/services/results/openedResult';
import { scoreRequestOf } from '../../../../../extensions/ihc-scoring/src/services/scoreRequestOf';
import { networkDetector } from '../../../../../extensions/ihc-scoring/src/pipeline/detection/network/networkDetector';
import { drawnCard } from '../../../../harness/drawnNetwork';
import { rescoredResult } from '../../../../../extensions/ihc-scoring/src/pipeline/reading/rescore';
import { measured, measuredBefore } from '../../pipeline/reading/stainedField';
import { measurementByHand } from '../byHand';

const layers = { opticalPaths: ['1'], opticalPath: '1', depthsUm: [0, 3], plane: 0 };
const slideOf = (edge: number) => {
  const level = { sopInstanceUid: '1.2', width: edge, height: edge, mpp: { x: 0.5, y: 0.5 } };
  return { levels: [level], layers, warnings: [] } as unknown as Slide;
};
const slide = slideOf(90_000);
const photograph = slideOf(900);

const area = (role: AnnotationRole): Annotation => ({
  name: role,
  role,
  rings: [[matrixPoint(0, 0), matrixPoint(9, 0), matrixPoint(9, 9)]],
});

/** As the command line asks for a run and stores it. */
function stored(asked: Partial<ScoreRequest> = {}): SavedSlide {
  const { slide: named } = scoreRequestOf(newReading('er'), { kind: 'slide' }, slide, 'by its files');
  const request: ScoreRequest = { preset: presets.er, overrides: {}, slide: named, ...asked };
  const measurement = { ...measurementByHand('r'), request, basis: { request }, area: undefined };
  return { measurement, savedBy: { reader: undefined } } as unknown as SavedSlide;
}

const isOtherwise = (asked: Partial<ScoreRequest>): boolean => {
  const { reading, measurement } = openedResult(stored(asked), slide);
  return isMeasuredOtherwise(measurement, reading, slide);
};

test.each<[string, Partial<ScoreRequest>]>([
  ['no options', {}],
  ['--positive-threshold', { overrides: { gradeThresholds: [0.3, 0.5, 0.9] } }],
  ['--detection-threshold and --white', { overrides: { detectionThreshold: 0.2, white: presets.er.white } }],
  ['--nuclei', { overrides: { network: networkDetector(drawnCard) } }],
  ['--cell-types compartment', { cellTypes: { kind: 'compartment' } }],
  ['--roi', { annotations: [area('exclude'), area('region'), area('tumour')] }],
  ['--roi without a region', { annotations: [area('tumour')] }],
  [
    '--pcms and its defaults said',
    { pcms: 12, compartments: { kind: 'drawn' }, cellTypes: { kind: 'none' } },
  ],
])('a result of the command line with %s opens as its own settings', (_, asked) => {
  expect(isOtherwise(asked)).toBe(false);
});

test.each<[string, Partial<ScoreRequest>, Slide, Reading['network']]>([
  ['the classical detector of a photograph is said', {}, photograph, 'classical'],
  ['that of a slide is the usual one', {}, slide, undefined],
  [
    'a threshold of detection says it already',
    { overrides: { detectionThreshold: 0.1 } },
    photograph,
    undefined,
  ],
])('%s', (_, asked, onScreen, network) => {
  const { reading, measurement } = openedResult(stored(asked), onScreen);
  expect(reading.network).toBe(network);
  expect(isMeasuredOtherwise(measurement, reading, onScreen)).toBe(false);
});

test.each([
  [photograph, 'classical'],
  [slide, undefined],
])(
  'a reading of before the usual network names the detector that ran where it would be another',
  (onScreen, network) => {
    const { measurement, ...saved } = stored({ preset: 'er' });
    const { preset, slide: named } = measurement.request;
    const request: ScoreRequest = { preset, slide: named };
    const basis = { ...measurement.basis, settings: settingsOf(request) };
    const opened = openedResult(
      { ...saved, reading: newReading('er'), measurement: { ...measurement, request, basis } },
      onScreen,
    );
    expect(opened.reading.network).toBe(network);
    expect(isMeasuredOtherwise(opened.measurement, opened.reading, onScreen)).toBe(false);
  },
);

const MOVED = { thresholds: [0.2, 0.4, 0.6], edits: [], leftOut: [], pcms: undefined } as const;

test.each([
  ['of the viewer', newReading('er')],
  ['of the command line', undefined],
])(
  'scored again, a small image of before %s says that its detector is asked for, not that a network is missing',
  async (_, reading) => {
    const { measurement, ...saved } = stored({ preset: 'er' });
    const before = await measuredBefore(measurement.request.slide);
    const asSaved = { ...saved, ...(reading && { reading }), measurement: { ...measurement, ...before } };
    const { provenance } = rescoredResult(openedResult(asSaved, photograph).measurement, MOVED);
    expect(provenance.detectorReason).toMatch(/^Asked for\./);
  },
);

test('a result of now that no network measured keeps saying why', async () => {
  const { measurement, ...saved } = stored({ preset: 'er' });
  const { result, cells } = await measured({ preset: 'er', slide: measurement.request.slide });
  const asSaved = {
    ...saved,
    reading: newReading('er'),
    measurement: { ...measurement, ...cells, result, request: cells.basis.request },
  };
  const opened = openedResult(asSaved, photograph);
  expect(opened.reading.network).toBe('classical');
  const { detectorReason } = rescoredResult(opened.measurement, MOVED).provenance;
  expect(detectorReason).toBe(result.provenance.detectorReason);
});

test('measured again, it is the same area with the same thresholds', () => {
  const annotations = [area('exclude'), area('region')];
  const overrides = { gradeThresholds: [0.3, 0.5, 0.9] as const, detectionThreshold: 0.2 };
  const { reading, measurement } = openedResult(stored({ annotations, overrides }), slide);
  const again = scoreRequestOf(reading, sameAreaNow(measurement.area, reading), slide, '');
  expect(again).toMatchObject({ preset: 'er', overrides: { detectionThreshold: 0.2 } });
  expect(again.annotations?.map(({ role }) => role)).toEqual(['region', 'exclude']);
  expect(reading.thresholds).toEqual([0.3, 0.5, 0.9]);
});

test('thresholds taken back are those of the preset', () => {
  const { measurement } = openedResult(stored({ overrides: { gradeThresholds: [0.3, 0.5, 0.9] } }), slide);
  expect(measurement.basis.request.overrides).toEqual({});
});

test('another focal plane is asked for, the one on screen is not', () => {
  const { slide: named } = stored().measurement.request;
  const on = (focalPlane: string) =>
    openedResult(stored({ slide: { ...named, layer: { focalPlane } } }), slide).reading.layer;
  expect(on('1')).toBeUndefined();
  expect(on('2')).toEqual({ focalPlane: { kind: 'plane', number: 2 } });
});

test('types by compartment are asked for again with the same words', () => {
  const { reading } = openedResult(stored({ cellTypes: { kind: 'compartment' } }), slide);
  expect(scoreRequestOf(reading, { kind: 'slide' }, slide, '').cellTypes).toEqual({ kind: 'compartment' });
});

test('an own preset, a mask and another slide stay other settings; of the first two the page says that it lacks the file', () => {
  const preset = { ...presets.er, gradeThresholds: [0.2, 0.4, 0.6] as const };
  const mask = maskOfImage(
    { width: 1, height: 1, values: new Uint8Array(3) },
    { width: 9, height: 9 },
    'mask.png',
  );
  const isOfFiles = (asked: Partial<ScoreRequest>) =>
    isMeasuredWithFiles(openedResult(stored(asked), slide).measurement.request);
  for (const asked of [{ preset }, { compartments: { kind: 'mask', mask } as const }]) {
    expect(isOtherwise(asked)).toBe(true);
    expect(isOfFiles(asked)).toBe(true);
  }
  expect(isOfFiles({})).toBe(false);
  expect(isOtherwise({ slide: { description: '', digest: 'of other images' } })).toBe(true);
});
