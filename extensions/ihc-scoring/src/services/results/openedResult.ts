import { canonicalJson, type Json } from '@timescope/core/canonicalJson';
import type { Slide } from '@timescope/core/dicom/read/slide';
import type { LayerChoice } from '@timescope/core/dicom/read/slideLayers';
import type { SavedSlide } from '../../evidence/slideToSave';
import type { DrawnRegion } from '../../pipeline/reading/drawnRegion';
import { newReading, type Reading } from '../../pipeline/reading/reading';
import { CLASSICAL } from '../../pipeline/presets/nucleiChoice';
import { isPresetName, presets, type PresetName } from '../../pipeline/presets/presets';
import type { ScoreBasis } from '../../pipeline/scoreBasis';
import type { ScoreOverrides, ScoreRequest } from '../../pipeline/scoreRequest';
import { usedLayer, type UsedLayer } from '../../pipeline/usedLayer';
import type { MeasuredArea } from '../measuredArea';
import type { Measurement } from '../scoringState';
import { newRunId } from '../SlideRuns';

/** What comes on screen when a stored result is opened. */
export interface OpenedResult {
  readonly reading: Reading;
  readonly measurement: Measurement;
}

/**
 * A stored result as the bench holds its own. A signed one belongs to the run that was signed. One of the command line
 * has no reading: its settings become one.
 */
export function openedResult(saved: SavedSlide, slide: Pick<Slide, 'layers'>): OpenedResult {
  const { reading, signed, savedBy } = saved;
  const { area, ...run } = saved.measurement;
  const common = { runId: signed?.runId ?? newRunId(), reader: savedBy.reader, seconds: undefined };
  if (reading)
    return { reading, measurement: { ...run, ...common, area: isArea(area) ? area : { kind: 'slide' } } };
  const ofRun = readingOfRun(run.request, slide);
  const asked = ofRun.regions.filter(({ role }) => role === 'region');
  const measured: MeasuredArea = asked.length > 0 ? { kind: 'drawn', regions: asked } : { kind: 'slide' };
  const request = asThePageAsks(run.request);
  const basis = basisOf(run.basis);
  return { reading: ofRun, measurement: { ...run, ...common, request, basis, area: measured } };
}

const isArea = (area: unknown): area is MeasuredArea =>
  typeof area === 'object' && area !== null && 'kind' in area;

/** The settings of a run of the command line; what a reading cannot say (a mask, an own preset) is left out. */
function readingOfRun(request: ScoreRequest, { layers }: Pick<Slide, 'layers'>): Reading {
  const { preset, annotations = [], compartments, cellTypes, overrides = {}, pcms } = request;
  const { gradeThresholds, detectionThreshold, network, ...stain } = overrides;
  const { layer } = request.slide;
  const name = typeof preset === 'string' ? preset : preset.name;
  return {
    ...newReading(isPresetName(name) ? name : 'h-score'),
    thresholds: gradeThresholds,
    stain: Object.keys(stain).length > 0 ? stain : undefined,
    regions: annotations.map((each, index): DrawnRegion => ({ ...each, id: `run-${index + 1}` })),
    compartments: compartments?.kind === 'pixel-classifier' ? compartments.model : undefined,
    cellTypes: cellTypesOf(cellTypes),
    pcms,
    ...(detectionThreshold !== undefined && { detectionThreshold }),
    network: network ?? CLASSICAL,
    ...(layer && !isEqual(layer, usedLayer(layers)) && { layer: choiceOf(layer) }),
  };
}

function cellTypesOf(source: ScoreRequest['cellTypes']): Reading['cellTypes'] {
  if (source?.kind === 'classifier') return source.model;
  return source?.kind === 'compartment' ? 'compartment' : undefined;
}

const choiceOf = ({ opticalPath, focalPlane }: UsedLayer): LayerChoice => ({
  ...(opticalPath !== undefined && { opticalPath }),
  ...(focalPlane !== undefined && { focalPlane: { kind: 'plane', number: Number(focalPlane) } }),
});

/**
 * The same request in the words of the page, so that equal settings are seen to be equal: a built-in preset by its name,
 * the measured areas first, nothing that says what is so anyway. Thresholds go with the reading.
 */
function asThePageAsks(asked: ScoreRequest): ScoreRequest {
  const { preset, annotations = [], compartments, cellTypes, overrides = {}, pcms, slide } = asked;
  const { network = CLASSICAL, ...others } = withoutThresholds(overrides);
  const areas = [
    ...annotations.filter(({ role }) => role === 'region'),
    ...annotations.filter(({ role }) => role !== 'region'),
  ];
  return {
    preset: isBuiltIn(preset) ? preset.name : preset,
    ...(areas.length > 0 && { annotations: areas }),
    ...(compartments && compartments.kind !== 'drawn' && { compartments }),
    ...(cellTypes && cellTypes.kind !== 'none' && { cellTypes }),
    slide,
    overrides: { ...others, network },
    ...(pcms !== undefined && { pcms }),
  };
}

/** The reader who takes the thresholds back gets the preset's. */
function basisOf(basis: ScoreBasis): ScoreBasis {
  const overrides = withoutThresholds(basis.request.overrides ?? {});
  return { ...basis, request: { ...basis.request, overrides } };
}

const withoutThresholds = ({
  white,
  vectors,
  detectionThreshold,
  network,
}: ScoreOverrides): ScoreOverrides => ({
  ...(white && { white }),
  ...(vectors && { vectors }),
  ...(detectionThreshold !== undefined && { detectionThreshold }),
  ...(network && { network }),
});

const isBuiltIn = (
  preset: ScoreRequest['preset'],
): preset is (typeof presets)[PresetName] & { name: PresetName } =>
  typeof preset !== 'string' && isPresetName(preset.name) && isEqual(preset, presets[preset.name]);

const isEqual = (one: unknown, other: unknown): boolean => textOf(one) === textOf(other);

const textOf = (value: unknown): string => canonicalJson(JSON.parse(JSON.stringify(value ?? null)) as Json);
