import type { Json } from '@timescope/core/canonicalJson';
import { matrixPoint } from '@timescope/core/frames';
import type { RunRecord } from '@timescope/core/result/scoreResult';
import { ANNOTATION_ROLES, type Annotation } from './annotations';
import type { FoundByMap } from './annotations/areasByMap';
import type { NamedNetwork, PatchChoice } from './autoihc/patchChoice';
import type { CellTypeSource } from './cellTypes/cellTypeSource';
import { maskDigest } from './compartments/compartmentMask';
import type { CompartmentSource } from './compartments/compartmentSource';
import { CELL_CLASSIFIER } from './cellTypes/cellClassifier';
import { PIXEL_CLASSIFIER } from './compartments/pixelClassifier';
import { parseClassifier } from './forest/storedClassifier';
import { flag, members, list, numberIn, oneOf, optional, text, wrong, type Field } from './presets/fields';
import { parsePreset } from './presets/parsePreset';
import type { Preset } from './presets/preset';
import type { CellEdit } from './reading/reading';
import type { ScoreRequest } from './scoreRequest';
import type { Settings } from './settings';

const RUN_VERSION = 1;

/**
 * All that makes the run again beside the slide's pixels: the preset as it was used, areas, models, and what a reader
 * said of single cells.
 */
export function runRecordOf(request: ScoreRequest, settings: Settings): RunRecord {
  const { edits = [], leftOut = [] } = request;
  return {
    version: RUN_VERSION,
    preset: asJson(presetAsUsed(settings)),
    annotations: (request.annotations ?? []).map(annotationRecord),
    compartments: compartmentsRecord(request.compartments),
    ...(request.patches && { patches: asJson(request.patches) }),
    cellTypes: asJson(request.cellTypes ?? { kind: 'none' }),
    ...(request.pcms !== undefined && { pcms: request.pcms }),
    ...(edits.length > 0 && { edits: edits.map(asJson) }),
    ...(leftOut.length > 0 && { leftOut: leftOut.map(annotationRecord) }),
    ...(request.slide.layer && { input: { ...request.slide.layer } }),
  };
}

const annotationRecord = ({ name, role, rings, foundBy }: Annotation): Json => ({
  name,
  role,
  rings: rings.map(ring => ring.map(({ x, y }) => [x, y])),
  ...(foundBy && { foundBy: asJson(foundBy) }),
});

/** Changes of the call become part of the preset, so that the record needs no second place for them. */
function presetAsUsed({ preset, detector, gradeThresholds, white, vectors }: Settings): Preset {
  return { ...preset, detector, gradeThresholds, white, vectors };
}

/**
 * A mask is too large for the document: its maker and its digest stand there. A replay asks the same networks for it
 * again, or the caller where a file was given.
 */
function compartmentsRecord(source: ScoreRequest['compartments'] = { kind: 'drawn' }): Json {
  if (source.kind !== 'mask') return asJson(source);
  return { kind: 'mask', source: source.mask.source, digest: maskDigest(source.mask) };
}

/**
 * The request that a run record holds, without the slide and without a mask.
 * @throws TimescopeError USAGE where the record is not whole.
 */
export function requestOfRun(run: unknown): Omit<ScoreRequest, 'slide'> {
  const of = members({ value: run, path: 'run' }, RUN_MEMBERS);
  numberIn(of('version'), RUN_VERSION, RUN_VERSION);
  const pcms = optional(of('pcms'), field => numberIn(field, 0, 100));
  const source = compartments(of('compartments'));
  const networks = optional(of('patches'), patches);
  const edits = optional(of('edits'), field => list(field, edit)) ?? [];
  const leftOut = optional(of('leftOut'), field => list(field, annotation)) ?? [];
  return {
    preset: parsePreset(of('preset').value, 'run.preset'),
    annotations: list(of('annotations'), annotation),
    ...(source && { compartments: source }),
    ...(networks && { patches: networks }),
    cellTypes: cellTypes(of('cellTypes')),
    ...(pcms !== undefined && { pcms }),
    ...(edits.length > 0 && { edits }),
    ...(leftOut.length > 0 && { leftOut }),
  };
}

const RUN_MEMBERS = [
  'version',
  'preset',
  'annotations',
  'compartments',
  'patches',
  'cellTypes',
  'pcms',
  'edits',
  'leftOut',
  'input',
] as const;

function edit(field: Field): CellEdit {
  const of = members(field, ['x', 'y', 'isIncluded', 'grade', 'type']);
  const isIncluded = optional(of('isIncluded'), flag);
  const grade = optional(of('grade'), each => code<0 | 1 | 2 | 3>(each, [0, 1, 2, 3]));
  const type = optional(of('type'), each => code<0 | 1 | 2>(each, [0, 1, 2]));
  return {
    x: numberIn(of('x'), 0, 1e9),
    y: numberIn(of('y'), 0, 1e9),
    ...(isIncluded !== undefined && { isIncluded }),
    ...(grade !== undefined && { grade }),
    ...(type !== undefined && { type }),
  };
}

function code<Code extends number>(field: Field, codes: readonly Code[]): Code {
  const found = codes.find(each => each === field.value);
  if (found === undefined) throw wrong(field, `one of ${codes.join(', ')}`);
  return found;
}

function annotation(field: Field): Annotation {
  const of = members(field, ['name', 'role', 'rings', 'foundBy']);
  const foundBy = optional(of('foundBy'), foundByMap);
  return {
    name: text(of('name')),
    role: oneOf(of('role'), ANNOTATION_ROLES),
    rings: list(of('rings'), ring => list(ring, point)),
    ...(foundBy && { foundBy }),
  };
}

function foundByMap(field: Field): FoundByMap {
  const of = members(field, ['name', 'hash', 'isSyntheticTrained', 'digest']);
  const digest = optional(of('digest'), text);
  return {
    name: text(of('name')),
    hash: text(of('hash')),
    isSyntheticTrained: flag(of('isSyntheticTrained')),
    ...(digest !== undefined && { digest }),
  };
}

function compartments(field: Field): CompartmentSource | undefined {
  const of = members(field, COMPARTMENT_MEMBERS);
  const kind = oneOf(of('kind'), ['none', 'drawn', 'pixel-classifier', 'mask']);
  switch (kind) {
    case 'none':
    case 'drawn':
      return { kind };
    case 'pixel-classifier':
      return { kind, model: parseClassifier(PIXEL_CLASSIFIER, of('model').value) };
    case 'mask':
      return undefined;
  }
}

function patches(field: Field): PatchChoice {
  const of = members(field, ['tissue', 'scorer']);
  const scorer = optional(of('scorer'), each => (each.value === 'formula' ? 'formula' : namedNetwork(each)));
  return { tissue: namedNetwork(of('tissue')), ...(scorer && { scorer }) };
}

function namedNetwork(field: Field): NamedNetwork {
  const of = members(field, ['model', 'modelVersion', 'sha256']);
  return { model: text(of('model')), modelVersion: text(of('modelVersion')), sha256: text(of('sha256')) };
}

/**
 * The mask that a run used, by its maker and its digest; undefined when it used none.
 * @throws TimescopeError USAGE where the record is not whole.
 */
export function maskOfRun({
  compartments: record,
}: RunRecord): { source: string; digest: string } | undefined {
  const of = members({ value: record, path: 'run.compartments' }, COMPARTMENT_MEMBERS);
  if (of('kind').value !== 'mask') return undefined;
  return { source: text(of('source')), digest: text(of('digest')) };
}

const COMPARTMENT_MEMBERS = ['kind', 'model', 'source', 'digest'] as const;

function point(field: Field) {
  const [x, y, ...others] = list(field, item => numberIn(item, -1e9, 1e9));
  if (x === undefined || y === undefined || others.length > 0) throw wrong(field, 'two numbers');
  return matrixPoint(x, y);
}

function cellTypes(field: Field): CellTypeSource {
  const of = members(field, ['kind', 'model']);
  const kind = oneOf(of('kind'), ['none', 'compartment', 'classifier']);
  return kind === 'classifier'
    ? { kind, model: parseClassifier(CELL_CLASSIFIER, of('model').value) }
    : { kind };
}

function asJson(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
