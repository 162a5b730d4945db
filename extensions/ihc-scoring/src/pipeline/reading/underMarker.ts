import { CLASSICAL } from '../presets/nucleiChoice';
import { presets, type PresetName } from '../presets/presets';
import type { CellEdit, Reading } from './reading';

/**
 * The reading under another marker. Thresholds and complete membranes belong to the marker, grades to the part of the
 * cell that they were given for. What was left out and the cells' types stay.
 */
export function underMarker(reading: Reading, preset: PresetName): Reading {
  if (reading.preset === preset) return reading;
  const isSamePart = presets[reading.preset].measured === presets[preset].measured;
  const edits = isSamePart ? reading.edits : reading.edits.flatMap(withoutGrade);
  const ofMarker = { thresholds: undefined, detectionThreshold: undefined, pcms: undefined };
  // A network is for brown nuclei or for brown around them; the classical detector is every marker's own.
  const isSameKind = isNuclear(reading.preset) === isNuclear(preset);
  const network = isSameKind || reading.network === CLASSICAL ? reading.network : undefined;
  return { ...reading, preset, ...ofMarker, ...(reading.network && { network }), edits };
}

const isNuclear = (preset: PresetName): boolean => presets[preset].measured === 'nucleus';

function withoutGrade({ x, y, isIncluded, type }: CellEdit): readonly CellEdit[] {
  if (isIncluded === undefined && type === undefined) return [];
  return [{ x, y, ...(isIncluded !== undefined && { isIncluded }), ...(type !== undefined && { type }) }];
}

/** Cells that a reader graded. */
export const gradedCells = ({ edits }: Reading): number =>
  edits.filter(({ grade }) => grade !== undefined).length;
