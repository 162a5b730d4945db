import { TEXTURE, type Textures } from '../slide/textures';
import { covering, FIELD } from './fields';
import { isGlass, largest, POINTS, SQUARE_UM, STEP_UM, type Square } from './square';
import type { StainPlanes } from './stainPlanes';
import type { TissueClass } from './tissueClasses';

const WRAP = TEXTURE - 1;
/** Values of the textures per um. */
const TEXELS = 4;
const PLANE = POINTS * POINTS;

/**
 * Where the pixel lies, for the painters below. Typed arrays of one, because a number kept in a variable of the module
 * costs an allocation at each change.
 */
const place = {
  at: new Int32Array(1),
  u: new Float64Array(1),
  v: new Float64Array(1),
  texel: new Int32Array(1),
};
/** What a painter found: haematoxylin and protein at the pixel. */
const found = { haematoxylin: new Float64Array(1), protein: new Float64Array(1) };

/** Lays what stands between the nuclei of one square into the planes: cytoplasm, fibres, mucus, fat, debris. */
export function paintMatrix(planes: StainPlanes, square: Square, texture: Textures): void {
  if (isGlass(square)) return;
  const { mpp } = planes;
  const first = (um: number, origin: number) => Math.max(0, Math.ceil(um / mpp - 0.5) - origin);
  const right = Math.min(planes.width, first(square.x + SQUARE_UM, planes.x));
  const bottom = Math.min(planes.height, first(square.y + SQUARE_UM, planes.y));
  const painters = covering
    .filter(([field]) => largest(square, field) > -4)
    .map(([field, name]) => ({ plane: field * PLANE, paint: painterOf[name] }));
  for (let y = first(square.y, planes.y); y < bottom; y++) {
    const yUm = (planes.y + y + 0.5) * mpp;
    const gy = (yUm - square.y) / STEP_UM;
    const row = Math.min(POINTS - 2, gy | 0);
    place.v[0] = gy - row;
    const texelRow = ((yUm * TEXELS) & WRAP) * TEXTURE;
    for (let x = first(square.x, planes.x); x < right; x++) {
      const xUm = (planes.x + x + 0.5) * mpp;
      const gx = (xUm - square.x) / STEP_UM;
      const column = Math.min(POINTS - 2, gx | 0);
      place.u[0] = gx - column;
      place.at[0] = row * POINTS + column;
      place.texel[0] = texelRow + ((xUm * TEXELS) & WRAP);
      paintPixel(planes, y * planes.width + x, square.values, texture, painters);
    }
  }
}

type Painter = (values: Float32Array, texture: Textures) => void;

function paintPixel(
  planes: StainPlanes,
  index: number,
  values: Float32Array,
  texture: Textures,
  painters: readonly { readonly plane: number; readonly paint: Painter }[],
): void {
  const texel = place.texel[0]!;
  const uneven = texture.middle[texel]!;
  const edge = field(values, FIELD.tissue * PLANE) + 1.5 * uneven + 1.8 * texture.coarse[texel]!;
  if (edge <= -1) return;
  let painted = false;
  for (let k = 0; k < painters.length && !painted; k++) {
    if (field(values, painters[k]!.plane) + 0.7 * uneven <= 0) continue;
    painters[k]!.paint(values, texture);
    painted = true;
  }
  if (!painted) stroma(values, texture);
  const solid = Math.min(1, 0.5 + 0.5 * edge);
  planes.haematoxylin[index] = solid * Math.max(0, found.haematoxylin[0]!);
  planes.protein[index] = solid * Math.max(0, found.protein[0]!);
}

/** A field at the pixel, between the four points around it. */
function field(values: Float32Array, plane: number): number {
  const at = plane + place.at[0]!;
  const u = place.u[0]!;
  const top = values[at]! + (values[at + 1]! - values[at]!) * u;
  const bottom = values[at + POINTS]! + (values[at + POINTS + 1]! - values[at + POINTS]!) * u;
  return top + (bottom - top) * place.v[0]!;
}

function lay(haematoxylin: number, protein: number): void {
  found.haematoxylin[0] = haematoxylin;
  found.protein[0] = protein;
}

/** -1 to about 1.5: bundles and the gaps between them, along the contour lines of the fibres. */
function bundles(along: number, widthUm: number, waver: number, texture: Textures): number {
  const texel = place.texel[0]!;
  const coarse = texture.coarse[texel]!;
  const at = along / widthUm + 4096 + waver * coarse + 0.2 * texture.middle[texel]!;
  const low = at | 0;
  // One line of the middle texture, every seventh value: neighbours are independent of each other.
  const a = texture.middle[(low * 7) & WRAP]!;
  const b = texture.middle[((low + 1) * 7) & WRAP]!;
  return Math.max(-1.2, (a + (b - a) * (at - low)) * (0.75 + 0.3 * coarse));
}

/** 0 to 1 around 0 over `width`. */
function ramp(value: number, width: number): number {
  const t = value / width + 0.5;
  return t <= 0 ? 0 : t >= 1 ? 1 : t;
}

// Levels of haematoxylin and protein below are ours, set by eye beside real sections of colon.

function stroma(values: Float32Array, texture: Textures): void {
  const texel = place.texel[0]!;
  const [middle, fine] = [texture.middle[texel]!, texture.fine[texel]!];
  const loose = ramp(-0.6 * field(values, FIELD.mood * PLANE), 1);
  const inMass = ramp(field(values, FIELD.mass * PLANE), 80);
  const nerve = field(values, FIELD.nerve * PLANE) + 0.8 * middle;
  const along = field(values, FIELD.fibres * PLANE);
  if (nerve > 0) {
    const thread = bundles(along, 2.4, 0.9, texture);
    lay(0.07 + 0.02 * thread, nerve < 4 ? 0.36 : 0.17 + 0.05 * thread + 0.02 * middle);
    return;
  }
  const bundle = bundles(along, 4.6, 0.6, texture);
  const thin = bundles(along + 900, 1.7, 0.5, texture);
  const protein = 0.3 - 0.17 * loose + (0.1 + 0.05 * loose) * bundle + 0.035 * thin + 0.012 * fine;
  lay(0.05 + 0.05 * inMass * loose + 0.014 * middle + 0.01 * bundle, Math.max(0.012, protein));
  openings(values, texture);
}

/** Vessels with their walls, and cracks, in whatever tissue was laid. */
function openings(values: Float32Array, texture: Textures): void {
  const uneven = 0.5 * texture.middle[place.texel[0]!]!;
  const vessel = field(values, FIELD.vessel * PLANE) + uneven;
  if (vessel > -9) {
    const wall = ramp(vessel + 7, 3);
    const inside = ramp(vessel, 1);
    const protein = found.protein[0]! + wall * (0.3 + 0.1 * uneven - found.protein[0]!);
    lay((1 - inside) * found.haematoxylin[0]!, protein + inside * (0.025 - protein));
  }
  const open = ramp(field(values, FIELD.cleft * PLANE) + uneven, 1.2);
  lay((1 - open) * found.haematoxylin[0]!, (1 - open) * found.protein[0]!);
}

function tumour(values: Float32Array, texture: Textures): void {
  const texel = place.texel[0]!;
  const [middle, coarse, fine] = [texture.middle[texel]!, texture.coarse[texel]!, texture.fine[texel]!];
  const lumen = field(values, FIELD.lumen * PLANE) + 0.7 * middle;
  const mood = field(values, FIELD.mood * PLANE);
  if (lumen > 0) {
    // Some lumens are clean, some hold mucus, some debris.
    const filled = ramp(mood - 0.05 + 0.12 * coarse, 0.3) * ramp(lumen - 3 + 2 * coarse, 3);
    lay(filled * (0.07 + 0.03 * coarse), 0.006 + filled * (0.2 + 0.09 * middle + 0.05 * coarse));
    return;
  }
  const apical = ramp(lumen + 6, 8);
  const edge = lumen > -1.3 ? 0.08 : 0;
  lay(
    0.17 - 0.06 * apical + 0.028 * middle + 0.03 * coarse + 0.012 * fine,
    0.24 + 0.03 * apical + edge + 0.04 * middle + 0.025 * coarse + 0.05 * mood,
  );
  const open = ramp(field(values, FIELD.cleft * PLANE) + 0.4 * middle, 1.2);
  lay((1 - open) * found.haematoxylin[0]!, (1 - open) * found.protein[0]!);
}

function mucosa(values: Float32Array, texture: Textures): void {
  const texel = place.texel[0]!;
  const [middle, coarse] = [texture.middle[texel]!, texture.coarse[texel]!];
  const crypt = field(values, FIELD.crypt * PLANE) + 0.35 * middle;
  if (crypt <= 0) {
    const thread = bundles(field(values, FIELD.fibres * PLANE), 2.2, 0.9, texture);
    const gap = crypt > -1.6 ? 0.1 : 0;
    lay(0.085 + 0.025 * middle, Math.max(0.01, 0.15 + gap + 0.05 * thread + 0.05 * middle + 0.03 * coarse));
    return;
  }
  const pit = field(values, FIELD.pit * PLANE) + 0.4 * middle;
  if (pit > 0) lay(0.05 + 0.02 * coarse, 0.03);
  else if (pit > -1.5) lay(0.1, 0.3);
  else lay(0.14 + 0.025 * middle, 0.26 + 0.035 * middle + 0.02 * coarse);
}

function muscle(values: Float32Array, texture: Textures): void {
  const texel = place.texel[0]!;
  const [middle, coarse, fine] = [texture.middle[texel]!, texture.coarse[texel]!, texture.fine[texel]!];
  const along = field(values, FIELD.fibres * PLANE);
  const across = field(values, FIELD.across * PLANE);
  // Pale seams part the fascicles.
  const seam = ramp(-bundles(along + 3000, 21, 1.5, texture) - 1, 0.4);
  if (across > 0.5) {
    const gap = ramp(-middle - 0.75, 1.1);
    lay(0.075 + 0.012 * fine, (0.37 + 0.03 * coarse + 0.025 * middle) * (1 - 0.42 * gap) * (1 - 0.55 * seam));
  } else {
    const fibre = bundles(along, 3.1, 0.35, texture);
    lay(0.075 + 0.015 * fibre, (0.36 + 0.055 * fibre + 0.015 * middle) * (1 - 0.55 * seam));
  }
  openings(values, texture);
}

function fat(values: Float32Array, texture: Textures): void {
  const texel = place.texel[0]!;
  const middle = texture.middle[texel]!;
  const empty = ramp(field(values, FIELD.vacuole * PLANE) + 0.25 * middle, 1.2);
  lay((1 - empty) * 0.05, 0.004 + (1 - empty) * Math.max(0.06, 0.24 + 0.07 * middle));
  openings(values, texture);
}

function mucus(values: Float32Array, texture: Textures): void {
  const texel = place.texel[0]!;
  const [middle, coarse] = [texture.middle[texel]!, texture.coarse[texel]!];
  const along = field(values, FIELD.fibres * PLANE);
  const streak = bundles(along, 7, 1.3, texture);
  const thread = bundles(along + 500, 2.1, 1.1, texture);
  lay(
    Math.max(0.015, 0.075 + 0.028 * coarse + 0.035 * streak + 0.012 * middle),
    Math.max(0, 0.03 + 0.02 * coarse + 0.018 * thread),
  );
}

function debris(values: Float32Array, texture: Textures): void {
  const texel = place.texel[0]!;
  const [middle, coarse, fine] = [texture.middle[texel]!, texture.coarse[texel]!, texture.fine[texel]!];
  const mood = field(values, FIELD.mood * PLANE);
  const crack = ramp(-coarse - 1.25, 0.5);
  lay(
    (1 - crack) * Math.max(0.01, 0.1 + 0.045 * coarse + 0.03 * fine - 0.04 * mood),
    (1 - 0.8 * crack) * Math.max(0.04, 0.27 + 0.08 * middle + 0.06 * coarse + 0.025 * fine + 0.06 * mood),
  );
}

function follicle(_: Float32Array, texture: Textures): void {
  const texel = place.texel[0]!;
  lay(0.16 + 0.04 * texture.middle[texel]!, 0.12 + 0.03 * texture.coarse[texel]!);
}

const painterOf: Readonly<Record<TissueClass, Painter>> = {
  ADI: fat,
  BAC: () => lay(0, 0),
  DEB: debris,
  LYM: follicle,
  MUC: mucus,
  MUS: muscle,
  NOR: mucosa,
  STR: stroma,
  TUM: tumour,
};
