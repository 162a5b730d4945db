import { canonicalJson, type Json } from '@timescope/core/canonicalJson';
import type { Slide } from '@timescope/core/dicom/read/slide';
import type { LayerChoice } from '@timescope/core/dicom/read/slideLayers';
import type { SavedSlide } from '../../evidence/slideToSave';
import type { DrawnRegion } from '../../pipeline/reading/drawnRegion';
import { newReading, type Reading } from '../../pipeline/reading/reading';
import { isBuiltIn } from '../../pipeline/presets/isBuiltIn';
import type { NetworkDetector } from '../../pipeline/presets/preset';
import { isPresetName } from '../../pipeline/presets/presets';
import type { ScoreBasis } from '../../pipeline/scoreBasis';
import type { ScoreOverrides, ScoreRequest } from '../../pipeline/scoreRequest';
import { usedLayer, type UsedLayer } from '../../pipeline/usedLayer';
import type { MeasuredArea } from '../measuredArea';
import { askedDetector, namingDetector, withBasisNaming, type MeasuredReading } from '../namingDetector';
import { newRunId } from '../SlideRuns';

/**
 * A stored result as the bench holds its own. A signed one belongs to the run that was signed. One of the command line
 * has no reading: its settings become one.
 */
export function openedResult(saved: SavedSlide, slide: Pick<Slide, 'layers' | 'levels'>): MeasuredReading {
  const { reading, signed, savedBy } = saved;
  const { area, ...run } = saved.measurement;
  const common = { runId: signed?.runId ?? newRunId(), reader: savedBy.reader, seconds: undefined };
  if (reading) {
    const said = { ...run, ...common, area: isArea(area) ? area : { kind: 'slide' as const } };
    return namingDetector({ reading, measurement: said }, slide);
  }
  const ofRun = readingOfRun(run.request, slide);
  const asked = ofRun.regions.filter(({ role }) => role === 'region');
  const measured: MeasuredArea = asked.length > 0 ? { kind: 'drawn', regions: asked } : { kind: 'slide' };
  const request = asThePageAsks(run.request, slide);
  const basis = basisOf(run.basis);
  const measurement = { ...run, ...common, request, basis, area: measured };
  return { reading: ofRun, measurement: withBasisNaming(measurement, request.overrides?.network) };
}

const isArea = (area: unknown): area is MeasuredArea =>
  typeof area === 'object' && area !== null && 'kind' in area;

const networkIn = ({ overrides }: ScoreRequest): NetworkDetector | undefined =>
  typeof overrides?.network === 'object' ? overrides.network : undefined;

/** The settings of a run of the command line; what a reading cannot say (a mask, an own preset) is left out. */
function readingOfRun(request: ScoreRequest, slide: Pick<Slide, 'layers' | 'levels'>): Reading {
  const { preset, annotations = [], compartments, cellTypes, overrides = {}, pcms } = request;
  const { gradeThresholds, detectionThreshold } = overrides;
  const stain = stainOf(overrides);
  const network = askedDetector(networkIn(request), request, slide);
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
    ...(network && { network }),
    ...(layer && !isEqual(layer, usedLayer(slide.layers)) && { layer: choiceOf(layer) }),
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
function asThePageAsks(asked: ScoreRequest, onScreen: Pick<Slide, 'levels'>): ScoreRequest {
  const { preset, annotations = [], compartments, cellTypes, overrides = {}, pcms, slide } = asked;
  const network = askedDetector(networkIn(asked), asked, onScreen);
  const others = { ...withoutNetwork(overrides), ...(network && { network }) };
  const areas = [
    ...annotations.filter(({ role }) => role === 'region'),
    ...annotations.filter(({ role }) => role !== 'region'),
  ];
  return {
    preset: typeof preset !== 'string' && isBuiltIn(preset) ? preset.name : preset,
    ...(areas.length > 0 && { annotations: areas }),
    ...(compartments && compartments.kind !== 'drawn' && { compartments }),
    ...(cellTypes && cellTypes.kind !== 'none' && { cellTypes }),
    slide,
    ...(Object.keys(others).length > 0 && { overrides: others }),
    ...(pcms !== undefined && { pcms }),
  };
}

/** The reader who takes the thresholds back gets the preset's. */
function basisOf(basis: ScoreBasis): ScoreBasis {
  const overrides = withoutThresholds(basis.request.overrides ?? {});
  return { ...basis, request: { ...basis.request, overrides } };
}

const withoutThresholds = (overrides: ScoreOverrides): ScoreOverrides => ({
  ...withoutNetwork(overrides),
  ...(overrides.network && { network: overrides.network }),
});

const withoutNetwork = (overrides: ScoreOverrides): ScoreOverrides => ({
  ...stainOf(overrides),
  ...(overrides.detectionThreshold !== undefined && { detectionThreshold: overrides.detectionThreshold }),
});

const stainOf = ({ white, vectors }: ScoreOverrides): NonNullable<Reading['stain']> => ({
  ...(white && { white }),
  ...(vectors && { vectors }),
});

const isEqual = (one: unknown, other: unknown): boolean => textOf(one) === textOf(other);

const textOf = (value: unknown): string => canonicalJson(JSON.parse(JSON.stringify(value ?? null)) as Json);
