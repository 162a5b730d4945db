import { random } from '../random';
import { RUIFROK } from '../slide/photograph.kernel';
import type { FieldSpec, Triple } from './fieldSpec';

/** Unit vectors of optical density in red, green, blue. */
export interface FieldOptics {
  readonly haematoxylin: Triple;
  readonly dab: Triple;
}

/** The dyes of one laboratory: Ruifrok's vectors turned by a stated angle in a direction of the field's own. */
export function fieldOptics({ seed, stainTurn, dabGrey }: FieldSpec): FieldOptics {
  const dice = random(seed, 2);
  const direction = (): Triple => [dice.normal(), dice.normal(), dice.normal()];
  const grey: Triple = [1 / Math.sqrt(3), 1 / Math.sqrt(3), 1 / Math.sqrt(3)];
  return {
    haematoxylin: turned(RUIFROK.haematoxylin, direction(), stainTurn),
    dab: turned(unit(mixed(RUIFROK.dab, grey, dabGrey)), direction(), stainTurn),
  };
}

/** Dyes let no channel through brighter than glass. */
const LEAST = 0.02;

/** A unit vector turned towards a direction. */
export function turned(vector: Triple, direction: Triple, degrees: number): Triple {
  const along = dot(vector, direction);
  const aside = unit(sum(direction, vector, -along));
  const [r, g, b] = sum(vector, aside, Math.tan((degrees * Math.PI) / 180));
  return unit([Math.max(LEAST, r), Math.max(LEAST, g), Math.max(LEAST, b)]);
}

const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const sum = (a: Triple, b: Triple, times: number): Triple => [
  a[0] + times * b[0],
  a[1] + times * b[1],
  a[2] + times * b[2],
];
const mixed = (a: Triple, b: Triple, share: number): Triple => [
  a[0] + share * (b[0] - a[0]),
  a[1] + share * (b[1] - a[1]),
  a[2] + share * (b[2] - a[2]),
];
const unit = (a: Triple): Triple => {
  const length = Math.sqrt(dot(a, a));
  return [a[0] / length, a[1] / length, a[2] / length];
};
