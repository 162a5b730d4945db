import {
  flag,
  list,
  members,
  numberIn,
  oneOf,
  optional,
  text,
  triple,
  wholeNumber,
  wrong,
  type Field,
} from './fields';
import { WORKING_MPP } from '../detection/workingMpp';
import {
  CUT_SCORES,
  MARKER_SCORES,
  MEASURED,
  type Categories,
  type CategoryStep,
  type Code,
  type DetectorSettings,
  type GenericDetector,
  type Preset,
} from './preset';
import { requireMeasured } from './requireMeasured';
import type { VectorsRule, WhiteRule } from '../stain/stainModel';

/**
 * A preset from JSON: every member must be known and in range.
 * @param path Of the preset in its document, for the sentences.
 * @throws TimescopeError USAGE that names the member and what was expected.
 */
export function parsePreset(json: unknown, path = ''): Preset {
  const of = members({ value: json, path }, MEMBERS);
  numberIn(of('version'), 1, 1);
  return requireMeasured({
    version: 1,
    name: text(of('name')),
    marker: text(of('marker')),
    stain: oneOf(of('stain'), ['h-dab', 'h-e']),
    measured: oneOf(of('measured'), MEASURED),
    detector: detector(of('detector')),
    white: white(of('white')),
    vectors: vectors(of('vectors')),
    gradeThresholds: ascending(of('gradeThresholds')),
    thresholdsSource: text(of('thresholdsSource')),
    cellExpansionUm: numberIn(of('cellExpansionUm'), 0, MOST_EXPANSION_UM),
    isGraded: flag(of('isGraded')),
    cellsScored: oneOf(of('cellsScored'), ['tumour', 'all']),
    scores: list(of('scores'), item => oneOf(item, MARKER_SCORES)),
    minimumCells: numberIn(of('minimumCells'), 0, 1e6),
    minimumCellsSource: text(of('minimumCellsSource')),
    categories: list(of('categories'), categories),
    notes: list(of('notes'), text),
    codes: list(of('codes'), code),
  });
}

const MEMBERS = [
  'version',
  'name',
  'marker',
  'stain',
  'measured',
  'detector',
  'white',
  'vectors',
  'gradeThresholds',
  'thresholdsSource',
  'cellExpansionUm',
  'isGraded',
  'cellsScored',
  'scores',
  'minimumCells',
  'minimumCellsSource',
  'categories',
  'notes',
  'codes',
] as const;

/** Ours: the margin of a tile bounds it. */
const MOST_EXPANSION_UM = 10;

export function ascending(field: Field): readonly [number, number, number] {
  const [weak, moderate, strong] = triple(field, -5, 5);
  if (!(weak <= moderate && moderate <= strong))
    throw wrong(field, 'three ascending optical densities, for 1+, 2+ and 3+');
  return [weak, moderate, strong];
}

function detector(field: Field): DetectorSettings {
  const kind = oneOf(members(field, DETECTOR_MEMBERS)('kind'), ['generic', 'qupath', 'network']);
  switch (kind) {
    case 'generic':
      return generic(field);
    case 'qupath':
      return quPath(field);
    case 'network':
      return network(field);
  }
}

const NUCLEAR_IMAGES = ['darker-stain', 'haematoxylin'] as const;

function generic(field: Field): GenericDetector {
  const of = members(field, ['kind', 'image', 'ringContrast']);
  const image = optional(of('image'), item => oneOf(item, NUCLEAR_IMAGES));
  return {
    kind: 'generic',
    ...(image !== undefined && { image }),
    ringContrast: numberIn(of('ringContrast'), 0, 3),
  };
}

const QUPATH_MEMBERS = [
  'kind',
  'image',
  'requestedMpp',
  'backgroundRadiusUm',
  'backgroundByReconstruction',
  'medianRadiusUm',
  'sigmaUm',
  'minAreaUm2',
  'maxAreaUm2',
  'threshold',
  'maxBackground',
  'splitByShape',
  'excludeDab',
  'smoothBoundaries',
] as const;
const NETWORK_MEMBERS = [
  'kind',
  'model',
  'modelVersion',
  'sha256',
  'isSyntheticTrained',
  'patchPx',
  'maps',
  'compartment',
  'threshold',
  'beside',
] as const;
const DETECTOR_MEMBERS = [...QUPATH_MEMBERS, ...NETWORK_MEMBERS, 'ringContrast'] as const;

/** Ours: a disc as wide as the longest nucleus, 30 um. */
const MOST_AREA_UM2 = 700;
/** Ours: a Gaussian of less than a working pixel blurs nothing. */
const LEAST_SIGMA_UM = 0.5;

function quPath(field: Field): DetectorSettings {
  const of = members(field, QUPATH_MEMBERS);
  if (of('backgroundByReconstruction').value !== false)
    throw wrong(
      of('backgroundByReconstruction'),
      'false: by reconstruction the tiling would show in the cells',
    );
  if (of('requestedMpp').value !== WORKING_MPP)
    throw wrong(of('requestedMpp'), `${WORKING_MPP}, the resolution at which all slides are measured`);
  if (of('smoothBoundaries').value !== true)
    throw wrong(of('smoothBoundaries'), 'true: every outline is smoothed');
  return {
    kind: 'qupath',
    image: oneOf(of('image'), ['haematoxylin', 'od-sum']),
    requestedMpp: WORKING_MPP,
    backgroundRadiusUm: numberIn(of('backgroundRadiusUm'), 0, 20),
    backgroundByReconstruction: false,
    medianRadiusUm: numberIn(of('medianRadiusUm'), 0, 5),
    sigmaUm: numberIn(of('sigmaUm'), LEAST_SIGMA_UM, 5),
    minAreaUm2: numberIn(of('minAreaUm2'), 0, MOST_AREA_UM2),
    maxAreaUm2: numberIn(of('maxAreaUm2'), 0, MOST_AREA_UM2),
    threshold: numberIn(of('threshold'), 0, 3),
    maxBackground: numberIn(of('maxBackground'), 0, 10),
    splitByShape: flag(of('splitByShape')),
    excludeDab: flag(of('excludeDab')),
    smoothBoundaries: true,
  };
}

const MAPS = ['ways'] as const;
/** Ours: larger patches take more memory than a page has. */
const MOST_PATCH_PX = 1024;

function network(field: Field): DetectorSettings {
  const of = members(field, NETWORK_MEMBERS);
  const maps = optional(of('maps'), item => oneOf(item, MAPS));
  const compartment = optional(of('compartment'), item => oneOf(item, ['membrane'] as const));
  const beside = optional(of('beside'), generic);
  return {
    kind: 'network',
    model: text(of('model')),
    modelVersion: text(of('modelVersion')),
    sha256: text(of('sha256')),
    isSyntheticTrained: flag(of('isSyntheticTrained')),
    patchPx: wholeNumber(of('patchPx'), 1, MOST_PATCH_PX),
    ...(maps && { maps }),
    ...(compartment && { compartment }),
    threshold: numberIn(of('threshold'), 0, 1),
    ...(beside && { beside }),
  };
}

function white(field: Field): WhiteRule {
  const rule = oneOf(members(field, ['rule', 'rgb'])('rule'), ['channel-mode', 'fixed']);
  if (rule === 'fixed')
    return { rule, rgb: triple(members(field, ['rule', 'rgb'])('rgb'), 1, 255, wholeNumber) };
  members(field, ['rule']);
  return { rule };
}

function vectors(field: Field): VectorsRule {
  const of = members(field, ['rule', 'haematoxylin', 'dab', 'way']);
  const rule = oneOf(of('rule'), ['default', 'fixed', 'estimate']);
  if (rule === 'default') {
    members(field, ['rule']);
    return { rule };
  }
  if (rule === 'estimate')
    return { rule, way: oneOf(members(field, ['rule', 'way'])('way'), ['qupath', 'macenko']) };
  const fixed = members(field, ['rule', 'haematoxylin', 'dab']);
  return {
    rule,
    haematoxylin: triple(fixed('haematoxylin'), -1, 1),
    dab: triple(fixed('dab'), -1, 1),
  };
}

function categories(field: Field): Categories {
  const of = members(field, ['score', 'source', 'steps']);
  const steps = list(of('steps'), step);
  const isOpen = (each: CategoryStep) => each.below === undefined && each.upTo === undefined;
  if (steps.findIndex(isOpen) !== steps.length - 1)
    throw wrong(of('steps'), 'steps with "below" or "upTo", and one last step without either');
  const limits = steps.slice(0, -1).map(each => each.below ?? each.upTo ?? 0);
  if (limits.some((limit, index) => index > 0 && limit < (limits[index - 1] ?? 0)))
    throw wrong(of('steps'), 'ascending limits');
  return { score: oneOf(of('score'), CUT_SCORES), source: text(of('source')), steps };
}

function step(field: Field): CategoryStep {
  const of = members(field, ['name', 'below', 'upTo']);
  const below = optional(of('below'), item => numberIn(item, 0, 300));
  const upTo = optional(of('upTo'), item => numberIn(item, 0, 300));
  if (below !== undefined && upTo !== undefined) throw wrong(field, '"below" or "upTo", not both');
  return {
    name: text(of('name')),
    ...(below !== undefined && { below }),
    ...(upTo !== undefined && { upTo }),
  };
}

function code(field: Field): Code {
  const of = members(field, ['score', 'scheme', 'value', 'meaning']);
  return {
    score: text(of('score')),
    scheme: text(of('scheme')),
    value: text(of('value')),
    meaning: text(of('meaning')),
  };
}
