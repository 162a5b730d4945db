import { fractal2, noise2 } from '../latticeNoise';
import { random } from '../random';
import { classOf, FIELD, FIELDS } from './fields';
import { cryptAt, lumenUm, nestPattern, nestUm } from './glands';
import { cleftUm, nerveUm, vacuoleUm, vesselUm } from './openings';
import type { SceneSpec } from './sceneSpec';
import type { TissueClass } from './tissueClasses';
import { fatUm, inWall, isCutAcross, massUm, mucosaUm, muscleUm, tissueUm, wallOf, type Wall } from './wall';

/** A block of tissue that sections are cut from. Places in um from its top left corner; it goes on beyond its edges. */
export interface TissueScene {
  readonly spec: SceneSpec;
  /** Writes all fields of a place (`FIELD`) into `values` from `offset`, `stride` apart. */
  fieldsAt(x: number, y: number, values: Float32Array | Float64Array, offset?: number, stride?: number): void;
  classAt(x: number, y: number): TissueClass;
}

export function tissueScene(spec: SceneSpec): TissueScene {
  const wall = wallOf(spec);
  const levels = levelsOf(spec, wall);
  const here = new Float64Array(FIELDS);
  const place: Place = { spec, wall, levels };
  return {
    spec,
    fieldsAt: (x, y, values, offset = 0, stride = 1) => {
      fillFields(place, x, y, here);
      for (let field = 0; field < FIELDS; field++) values[offset + field * stride] = here[field] ?? 0;
    },
    classAt: (x, y) => {
      fillFields(place, x, y, here);
      return classOf(field => here[field] ?? 0);
    },
  };
}

interface Place {
  readonly spec: SceneSpec;
  readonly wall: Wall;
  readonly levels: Levels;
}

/** Half the width of the band on the mass' border where follicles lie. */
const BAND_UM = 420;

function fillFields({ spec, wall, levels }: Place, x: number, y: number, to: Float64Array): void {
  const { seed } = spec;
  const at = inWall(wall, x, y);
  const tissue = tissueUm(wall, at, x, y);
  const mass = massUm(wall, at, x, y);
  to.fill(-1e3);
  to[FIELD.tissue] = tissue;
  to[FIELD.mass] = mass;
  to[FIELD.mood] = fractal2(seed + 60, x / 210, y / 210, 2);
  if (tissue < -40) return;
  const lymph = Math.min(
    100 * (lymphPattern(seed, x, y) - levels.lymph),
    0.5 * (BAND_UM - Math.abs(mass)),
    tissue - 30,
  );
  to[FIELD.lymph] = lymph;
  const nest = mass > -40 ? inMass(spec, levels, mass, lymph, x, y, to) : -60;
  if (mass < 40) aroundMass(spec, wall, at, mass, x, y, to);
  finishStroma(seed, nest, lymph, tissue, x, y, to);
  fibres(wall, at, nest, x, y, to);
}

/** Mucus, necrosis and glands; gives um from the border of a nest. */
function inMass(
  spec: SceneSpec,
  levels: Levels,
  mass: number,
  lymph: number,
  x: number,
  y: number,
  to: Float64Array,
): number {
  const nest = Math.min(nestUm(spec, nestPattern(spec, x, y), levels.nest), mass - 4);
  to[FIELD.mucus] = Math.min(120 * (mucusPattern(spec.seed, x, y) - levels.mucus), mass - 30);
  to[FIELD.necrosis] = Math.min(110 * (necrosisPattern(spec.seed, x, y) - levels.necrosis), mass - 30);
  to[FIELD.nest] = nest;
  to[FIELD.lumen] = lymph > 0 ? -1e3 : lumenUm(spec, nest, x, y);
  return nest;
}

function aroundMass(
  spec: SceneSpec,
  wall: Wall,
  at: { depth: number; along: number },
  mass: number,
  x: number,
  y: number,
  to: Float64Array,
): void {
  const mucosa = Math.min(mucosaUm(wall, at), -mass);
  to[FIELD.mucosa] = mucosa;
  to[FIELD.muscle] = Math.min(muscleUm(wall, at), -mass);
  const fat = Math.min(fatUm(wall, at, x, y), -mass - 5);
  to[FIELD.fat] = fat;
  if (fat > -8) to[FIELD.vacuole] = Math.min(vacuoleUm(spec.seed, x, y), fat + 4);
  if (mucosa < -8) return;
  const { cryptUm, pitUm } = cryptAt(spec, at.depth, at.along, x, y);
  to[FIELD.crypt] = Math.min(cryptUm, mucosa - 3);
  to[FIELD.pit] = pitUm;
}

function finishStroma(
  seed: number,
  nest: number,
  lymph: number,
  tissue: number,
  x: number,
  y: number,
  to: Float64Array,
): void {
  const value = (field: number) => to[field] ?? 0;
  const occupied = Math.max(nest, lymph, value(FIELD.mucus), value(FIELD.necrosis), value(FIELD.mucosa));
  const free = Math.min(-occupied, tissue - 12);
  const vessel = vesselUm(seed, x, y, free);
  const nerve = nerveUm(seed, x, y, Math.min(free, -vessel - 8));
  to[FIELD.vessel] = vessel;
  to[FIELD.nerve] = nerve;
  // Walls of vessels and nerves push fat cells aside.
  to[FIELD.vacuole] = Math.min(value(FIELD.vacuole), -vessel - 9, -nerve - 6);
  const dry = Math.min(-lymph, -value(FIELD.mucus), -value(FIELD.mucosa), -value(FIELD.fat), -nerve);
  to[FIELD.cleft] = dry > -6 ? Math.min(cleftUm(seed, x, y, nest), dry + 4) : -40;
}

function fibres(
  wall: Wall,
  at: { depth: number; along: number },
  nest: number,
  x: number,
  y: number,
  to: Float64Array,
): void {
  const { seed } = wall;
  const waves = 3.5 * noise2(seed + 104, x / 24, y / 24);
  const isMuscle = (to[FIELD.muscle] ?? 0) > 0;
  to[FIELD.across] = isMuscle && isCutAcross(wall, at) ? 1 : 0;
  if (isMuscle) {
    to[FIELD.fibres] = at.depth + 90 * fractal2(seed + 100, x / 330, y / 330, 2) + waves;
    return;
  }
  const alongNest = Math.max(0, 1 + nest / 50);
  to[FIELD.fibres] =
    0.45 * x +
    0.85 * y +
    105 * fractal2(seed + 102, x / 260, y / 260, 2) +
    55 * alongNest * alongNest +
    1.6 * waves;
}

/** Levels above which a pattern's share of its region is as wanted. */
interface Levels {
  readonly nest: number;
  readonly mucus: number;
  readonly necrosis: number;
  readonly lymph: number;
}

const mucusPattern = (seed: number, x: number, y: number) => fractal2(seed + 110, x / 260, y / 260, 3);
const necrosisPattern = (seed: number, x: number, y: number) => fractal2(seed + 114, x / 230, y / 230, 3);
const lymphPattern = (seed: number, x: number, y: number) => fractal2(seed + 118, x / 210, y / 210, 2);

const PROBES = 6000;

function levelsOf(spec: SceneSpec, wall: Wall): Levels {
  const dice = random(spec.seed, 72);
  const inside = { nest: [] as number[], mucus: [] as number[], necrosis: [] as number[] };
  const band: number[] = [];
  for (let probe = 0; probe < PROBES; probe++) {
    const [x, y] = [dice.uniform(0, spec.widthUm), dice.uniform(0, spec.heightUm)];
    const at = inWall(wall, x, y);
    const mass = massUm(wall, at, x, y);
    if (Math.abs(mass) < BAND_UM && tissueUm(wall, at, x, y) > 0) band.push(lymphPattern(spec.seed, x, y));
    if (mass < 20 || tissueUm(wall, at, x, y) < 0) continue;
    inside.nest.push(nestPattern(spec, x, y));
    inside.mucus.push(mucusPattern(spec.seed, x, y));
    inside.necrosis.push(necrosisPattern(spec.seed, x, y));
  }
  return {
    nest: levelFor(inside.nest, 1 - spec.stromaShare),
    mucus: levelFor(inside.mucus, spec.mucinous),
    necrosis: levelFor(inside.necrosis, spec.necrotic),
    lymph: levelFor(band, spec.lymphoid),
  };
}

/** Above every value that a pattern reaches. */
const NEVER = 9;

function levelFor(values: number[], share: number): number {
  if (share <= 0) return NEVER;
  values.sort((a, b) => b - a);
  return values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? NEVER;
}
