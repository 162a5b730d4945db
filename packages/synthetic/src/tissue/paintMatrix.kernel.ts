import { TEXTURE, type Textures } from '../slide/textures';
import { alignColumns, fillRow, newFieldRows, pixelsOf, type FieldRows } from './fieldRows.kernel';
import { covering, FIELD } from './fields';
import { isGlass, largest, smallest, type Square } from './square';
import type { StainPlanes } from './stainPlanes';
import type { TissueClass } from './tissueClasses';

const WRAP = TEXTURE - 1;
/** Values of the textures per um. */
const TEXELS = 4;

/** Lays what stands between the nuclei of one square into the planes: cytoplasm, fibres, mucus, fat, debris. */
export function paintMatrix(planes: StainPlanes, square: Square, texture: Textures): void {
  if (isGlass(square)) return;
  const at = pixelsOf(planes, square);
  const { mpp } = planes;
  const painters = paintersOf(square);
  const fields = [FIELD.tissue, ...new Set(painters.flatMap(({ field, reads }) => [field, ...reads]))];
  const rows = rowsFor(mpp);
  alignColumns(rows, planes, square, at);
  for (let y = at.top; y < at.bottom; y++) {
    fillRow(rows, fields, planes, square, at, y);
    const texelRow = (((planes.y + y + 0.5) * mpp * TEXELS) & WRAP) * TEXTURE;
    for (let x = at.left; x < at.right; x++) {
      const texel = texelRow + (((planes.x + x + 0.5) * mpp * TEXELS) & WRAP);
      paintPixel(planes, y * planes.width + x, rows, x - at.left, texel, texture, painters);
    }
  }
}

/** Rows kept from square to square. */
let kept: { readonly mpp: number; readonly rows: FieldRows } | undefined;

function rowsFor(mpp: number): FieldRows {
  if (kept?.mpp !== mpp) kept = { mpp, rows: newFieldRows(mpp) };
  return kept.rows;
}

/** What a painter found: haematoxylin and protein at the pixel. Arrays of one: numbers passed on cost an allocation. */
const found = { haematoxylin: new Float64Array(1), protein: new Float64Array(1) };

/** @param x of the pixel in the rows; `texel` its place in the textures */
type Paint = (rows: FieldRows, x: number, texel: number, texture: Textures) => void;

interface Painter {
  /** Its class lies where this field is positive. */
  readonly field: number;
  readonly reads: readonly number[];
  readonly paint: Paint;
}

/** The painters of a square in the order in which one class covers another; the last covers all that is left. */
function paintersOf(square: Square): readonly Painter[] {
  const painters: Painter[] = [];
  for (const [field, name] of covering) {
    if (largest(square, field) <= -4) continue;
    painters.push({ field, ...painterOf[name] });
    if (smallest(square, field) > 4) return painters;
  }
  return [...painters, { field: FIELD.tissue, ...painterOf.STR }];
}

function paintPixel(
  planes: StainPlanes,
  index: number,
  rows: FieldRows,
  x: number,
  texel: number,
  texture: Textures,
  painters: readonly Painter[],
): void {
  const { values, most } = rows;
  const uneven = texture.middle[texel]!;
  const edge = values[FIELD.tissue * most + x]! + 1.5 * uneven + 1.8 * texture.coarse[texel]!;
  if (edge <= -1) return;
  let k = 0;
  while (k < painters.length - 1 && values[painters[k]!.field * most + x]! + 0.7 * uneven <= 0) k++;
  painters[k]!.paint(rows, x, texel, texture);
  const solid = Math.min(1, 0.5 + 0.5 * edge);
  planes.haematoxylin[index] = solid * Math.max(0, found.haematoxylin[0]!);
  planes.protein[index] = solid * Math.max(0, found.protein[0]!);
}

function lay(haematoxylin: number, protein: number): void {
  found.haematoxylin[0] = haematoxylin;
  found.protein[0] = protein;
}

/** -1.2 to about 1.5: bundles and the gaps between them, along the contour lines of the fibres. */
function bundles(along: number, widthUm: number, waver: number, texel: number, texture: Textures): number {
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

function stroma({ values, most }: FieldRows, x: number, texel: number, texture: Textures): void {
  const middle = texture.middle[texel]!;
  const loose = ramp(-0.6 * values[FIELD.mood * most + x]!, 1);
  const inMass = ramp(values[FIELD.mass * most + x]!, 80);
  const nerve = values[FIELD.nerve * most + x]! + 0.8 * middle;
  const along = values[FIELD.fibres * most + x]!;
  if (nerve > 0) {
    const thread = bundles(along, 2.4, 0.9, texel, texture);
    lay(0.07 + 0.02 * thread, nerve < 4 ? 0.36 : 0.17 + 0.05 * thread + 0.02 * middle);
    return;
  }
  const bundle = bundles(along, 4.6, 0.6, texel, texture);
  const thin = bundles(along + 900, 1.7, 0.5, texel, texture);
  const fine = texture.fine[texel]!;
  const protein = 0.3 - 0.17 * loose + (0.1 + 0.05 * loose) * bundle + 0.035 * thin + 0.012 * fine;
  lay(0.05 + 0.05 * inMass * loose + 0.014 * middle + 0.01 * bundle, Math.max(0.012, protein));
  openings(values[FIELD.vessel * most + x]!, values[FIELD.cleft * most + x]!, middle);
}

/** Vessels with their walls, and cracks, in whatever tissue was laid. */
function openings(vesselUm: number, cleftUm: number, middle: number): void {
  const uneven = 0.5 * middle;
  const vessel = vesselUm + uneven;
  if (vessel > -9) {
    const wall = ramp(vessel + 7, 3);
    const inside = ramp(vessel, 1);
    const protein = found.protein[0]! + wall * (0.3 + 0.1 * uneven - found.protein[0]!);
    lay((1 - inside) * found.haematoxylin[0]!, protein + inside * (0.025 - protein));
  }
  const open = ramp(cleftUm + uneven, 1.2);
  if (open > 0) lay((1 - open) * found.haematoxylin[0]!, (1 - open) * found.protein[0]!);
}

function tumour({ values, most }: FieldRows, x: number, texel: number, texture: Textures): void {
  const middle = texture.middle[texel]!;
  const coarse = texture.coarse[texel]!;
  const lumen = values[FIELD.lumen * most + x]! + 0.7 * middle;
  const mood = values[FIELD.mood * most + x]!;
  if (lumen > 0) {
    // Some lumens are clean, some hold debris.
    const filled = ramp(mood - 0.05 + 0.12 * coarse, 0.3) * ramp(lumen - 3 + 2 * coarse, 3);
    lay(filled * (0.07 + 0.03 * coarse), 0.006 + filled * (0.2 + 0.09 * middle + 0.05 * coarse));
    return;
  }
  const apical = ramp(lumen + 6, 8);
  const edge = lumen > -1.3 ? 0.08 : 0;
  lay(
    0.17 - 0.06 * apical + 0.028 * middle + 0.03 * coarse + 0.012 * texture.fine[texel]!,
    0.24 + 0.03 * apical + edge + 0.04 * middle + 0.025 * coarse + 0.05 * mood,
  );
  const open = ramp(values[FIELD.cleft * most + x]! + 0.4 * middle, 1.2);
  if (open > 0) lay((1 - open) * found.haematoxylin[0]!, (1 - open) * found.protein[0]!);
}

function mucosa({ values, most }: FieldRows, x: number, texel: number, texture: Textures): void {
  const middle = texture.middle[texel]!;
  const coarse = texture.coarse[texel]!;
  const crypt = values[FIELD.crypt * most + x]! + 0.35 * middle;
  if (crypt <= 0) {
    const thread = bundles(values[FIELD.fibres * most + x]!, 2.2, 0.9, texel, texture);
    const membrane = crypt > -1.6 ? 0.1 : 0;
    lay(0.085 + 0.025 * middle, Math.max(0.01, 0.15 + membrane + 0.05 * (thread + middle) + 0.03 * coarse));
    return;
  }
  const pit = values[FIELD.pit * most + x]! + 0.4 * middle;
  if (pit > 0) lay(0.05 + 0.02 * coarse, 0.03);
  else if (pit > -1.5) lay(0.1, 0.3);
  else lay(0.14 + 0.025 * middle, 0.26 + 0.035 * middle + 0.02 * coarse);
}

function muscle({ values, most }: FieldRows, x: number, texel: number, texture: Textures): void {
  const middle = texture.middle[texel]!;
  const along = values[FIELD.fibres * most + x]!;
  // Pale seams part the fascicles.
  const seam = ramp(-bundles(along + 3000, 21, 1.5, texel, texture) - 1, 0.4);
  if (values[FIELD.across * most + x]! > 0.5) {
    const gap = ramp(-middle - 0.75, 1.1);
    const protein = 0.37 + 0.03 * texture.coarse[texel]! + 0.025 * middle;
    lay(0.075 + 0.012 * texture.fine[texel]!, protein * (1 - 0.42 * gap) * (1 - 0.55 * seam));
  } else {
    const fibre = bundles(along, 3.1, 0.35, texel, texture);
    lay(0.075 + 0.015 * fibre, (0.36 + 0.055 * fibre + 0.015 * middle) * (1 - 0.55 * seam));
  }
  openings(values[FIELD.vessel * most + x]!, values[FIELD.cleft * most + x]!, middle);
}

function fat({ values, most }: FieldRows, x: number, texel: number, texture: Textures): void {
  const middle = texture.middle[texel]!;
  const septum = 1 - ramp(values[FIELD.vacuole * most + x]! + 0.25 * middle, 1.2);
  lay(septum * 0.05, 0.004 + septum * Math.max(0.06, 0.24 + 0.07 * middle));
  openings(values[FIELD.vessel * most + x]!, values[FIELD.cleft * most + x]!, middle);
}

function mucus({ values, most }: FieldRows, x: number, texel: number, texture: Textures): void {
  const coarse = texture.coarse[texel]!;
  const along = values[FIELD.fibres * most + x]!;
  const streak = bundles(along, 7, 1.3, texel, texture);
  const thread = bundles(along + 500, 2.1, 1.1, texel, texture);
  lay(
    Math.max(0.015, 0.075 + 0.028 * coarse + 0.035 * streak + 0.012 * texture.middle[texel]!),
    Math.max(0, 0.03 + 0.02 * coarse + 0.018 * thread),
  );
}

function debris({ values, most }: FieldRows, x: number, texel: number, texture: Textures): void {
  const coarse = texture.coarse[texel]!;
  const fine = texture.fine[texel]!;
  const mood = values[FIELD.mood * most + x]!;
  const crack = ramp(-coarse - 1.25, 0.5);
  const protein = 0.27 + 0.08 * texture.middle[texel]! + 0.06 * coarse + 0.025 * fine + 0.06 * mood;
  lay(
    (1 - crack) * Math.max(0.01, 0.1 + 0.045 * coarse + 0.03 * fine - 0.04 * mood),
    (1 - 0.8 * crack) * Math.max(0.04, protein),
  );
}

function follicle(_: FieldRows, __: number, texel: number, texture: Textures): void {
  lay(0.16 + 0.04 * texture.middle[texel]!, 0.12 + 0.03 * texture.coarse[texel]!);
}

const { mood, mass, nerve, fibres, vessel, cleft, lumen, crypt, pit, across, vacuole } = FIELD;

/** What paints each class, and which fields it reads. Glass is what no tissue reaches. */
const painterOf: Readonly<
  Record<Exclude<TissueClass, 'BAC'>, { readonly reads: readonly number[]; readonly paint: Paint }>
> = {
  ADI: { reads: [vacuole, vessel, cleft], paint: fat },
  DEB: { reads: [mood], paint: debris },
  LYM: { reads: [], paint: follicle },
  MUC: { reads: [fibres], paint: mucus },
  MUS: { reads: [fibres, across, vessel, cleft], paint: muscle },
  NOR: { reads: [crypt, pit, fibres], paint: mucosa },
  STR: { reads: [mood, mass, nerve, fibres, vessel, cleft], paint: stroma },
  TUM: { reads: [lumen, mood, cleft], paint: tumour },
};
