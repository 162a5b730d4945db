import { random } from '../random';

/** Edge of a texture in pixels; it repeats without a seam. */
export const TEXTURE = 1024;

/** Smooth noise with mean 0 and standard deviation 1, `TEXTURE` squared, row-major. */
export type Texture = Float32Array;

/** What gives cytoplasm, collagen, chromatin and the camera their grain. */
export interface Textures {
  readonly fine: Texture;
  readonly middle: Texture;
  readonly coarse: Texture;
  readonly camera: Texture;
}

export function textures(seed: number): Textures {
  return {
    fine: texture(seed + 1, 2),
    middle: texture(seed + 2, 5),
    coarse: texture(seed + 3, 24),
    camera: texture(seed + 4, 0),
  };
}

/** White noise under three box filters of the given radius in pixels. */
function texture(seed: number, radius: number): Texture {
  const dice = random(seed, 5);
  let field: Texture = Float32Array.from({ length: TEXTURE * TEXTURE }, () => dice.normal());
  for (let pass = 0; pass < 3 && radius > 0; pass++)
    field = boxed(boxed(field, radius, 1, TEXTURE), radius, TEXTURE, 1);
  return normalised(field);
}

/** Means over 2 * radius + 1 values along one axis, wrapped around. */
function boxed(field: Texture, radius: number, step: number, line: number): Texture {
  const result = new Float32Array(field.length);
  for (let start = 0; start < TEXTURE; start++) {
    const at = (position: number) => field[start * line + ((position + TEXTURE) % TEXTURE) * step] ?? 0;
    let sum = 0;
    for (let position = -radius; position <= radius; position++) sum += at(position);
    for (let position = 0; position < TEXTURE; position++) {
      result[start * line + position * step] = sum;
      sum += at(position + radius + 1) - at(position - radius);
    }
  }
  return result;
}

function normalised(field: Texture): Texture {
  const mean = field.reduce((sum, value) => sum + value, 0) / field.length;
  const variance = field.reduce((sum, value) => sum + (value - mean) ** 2, 0) / field.length;
  const scale = 1 / Math.sqrt(variance);
  return field.map(value => (value - mean) * scale);
}
