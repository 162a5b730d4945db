import { TimescopeError } from '../../errors';
import type { Vector3 } from '../../frames';
import { number, numbers, text, type DicomJson } from '../json';

/** One CT image: its header, and its uncompressed pixel data as stored. */
export interface CtInstance {
  readonly dataset: DicomJson;
  readonly transferSyntax: string;
  readonly pixels: Uint8Array;
}

/** Where an image lies in the patient, and where its HU come from. */
export interface CtSlice {
  readonly instance: CtInstance;
  readonly uid: string;
  readonly columns: number;
  readonly rows: number;
  readonly positionMm: Vector3;
  readonly row: Vector3;
  readonly column: Vector3;
  readonly spacingMm: { readonly x: number; readonly y: number };
}

/** Ours: written cosines carry six digits or more; more error than this is a wrong header. */
const COSINE_TOLERANCE = 1e-3;

/** @throws TimescopeError GEOMETRY, NO_SPACING */
export function ctSlice(instance: CtInstance): CtSlice {
  const { dataset } = instance;
  const uid = text(dataset, '00080018') ?? '';
  const position = numbers(dataset, '00200032');
  const cosines = numbers(dataset, '00200037');
  const [rowSpacing, columnSpacing] = numbers(dataset, '00280030');
  if (!rowSpacing || !columnSpacing || rowSpacing < 0 || columnSpacing < 0)
    throw refused('NO_SPACING', uid, 'has no Pixel Spacing (0028,0030), so no area can be given');
  if (position.length !== 3)
    throw refused('GEOMETRY', uid, 'has no Image Position (Patient) (0020,0032), so its place is unknown');
  const { row, column } = orientation(cosines, uid);
  return {
    instance,
    uid,
    columns: number(dataset, '00280011') ?? 0,
    rows: number(dataset, '00280010') ?? 0,
    positionMm: vector(position, 0),
    row,
    column,
    spacingMm: { x: columnSpacing, y: rowSpacing },
  };
}

function orientation(cosines: readonly number[], uid: string): { row: Vector3; column: Vector3 } {
  const [row, column] = [vector(cosines, 0), vector(cosines, 3)];
  const isUnit = (v: Vector3) => Math.abs(dot(v, v) - 1) < 2 * COSINE_TOLERANCE;
  if (cosines.length === 6 && isUnit(row) && isUnit(column) && Math.abs(dot(row, column)) < COSINE_TOLERANCE)
    return { row, column };
  throw refused('GEOMETRY', uid, 'has no usable Image Orientation (Patient) (0020,0037)');
}

function vector(from: readonly number[], at: number): Vector3 {
  return [from[at] ?? 0, from[at + 1] ?? 0, from[at + 2] ?? 0];
}

export function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector3, b: Vector3): Vector3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function minus(a: Vector3, b: Vector3): Vector3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function refused(code: 'GEOMETRY' | 'NO_SPACING', uid: string, what: string): TimescopeError {
  return new TimescopeError(code, `The CT image ${uid} ${what}.`, {
    nextStep: 'Export the series again from the scanner or the PACS.',
    fields: { uid },
  });
}
