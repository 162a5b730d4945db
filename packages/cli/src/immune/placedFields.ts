import { TimescopeError } from '@timescope/core/errors';
import { ringEdges } from '@timescope/extension-ihc-scoring/pipeline/annotations/ringEdges';
import { edgeCells, FIELDS_A_PLACE } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneFields';
import {
  cellsUnder,
  misplaced,
  type PlacedField,
} from '@timescope/extension-ihc-scoring/pipeline/immune/placedField';
import { STROMA_FIELDS } from '@timescope/extension-ihc-scoring/pipeline/immune/stromaFields';
import type { MapGrid } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapGrid';
import { readShapes } from '../score/readAnnotations';
import type { SlideOfPatient } from '@timescope/extension-ihc-scoring/pipeline/immune/slidesOfPatient';

const PLACES = {
  cd3: { centre: FIELDS_A_PLACE, margin: FIELDS_A_PLACE },
  cd8: { centre: FIELDS_A_PLACE, margin: FIELDS_A_PLACE },
  he: { ratio: STROMA_FIELDS },
} as const;

/** The names that fields.geojson gives: centre 1, margin 4, ratio 2. */
const NAME = /^(centre|margin|ratio) (\d)$/;

/**
 * Fields as a reader put them in QuPath or another editor: those of a fields.geojson, moved, each with its name. A place of
 * which the file has no field keeps its proposal; other objects of the file are passed over.
 * @throws TimescopeError USAGE for a file without fields, or with some of a place only
 */
export async function placedFields(slide: SlideOfPatient, file: string): Promise<readonly PlacedField[]> {
  const places: Readonly<Partial<Record<PlacedField['place'], number>>> = PLACES[slide];
  const shapes = await readShapes(file, `--fields-${slide} ${file}`);
  const found = shapes.flatMap(({ kind, name, rings }): PlacedField[] => {
    const [, place, number] = NAME.exec(name ?? '') ?? [];
    if (kind !== 'area' || !isPlace(place) || places[place] === undefined) return [];
    return [{ place, index: Number(number) - 1, ...ringEdges(rings).bounds }];
  });
  if (found.length === 0) throw usage(`--fields-${slide}: ${file} holds no field of this slide.`);
  for (const [place, count = 0] of Object.entries(places)) {
    const indices = new Set(found.filter(each => each.place === place).map(({ index }) => index));
    const isWhole = [...indices].every(index => index >= 0 && index < count) && indices.size === count;
    const all = found.filter(each => each.place === place).length;
    if (all > 0 && !(isWhole && all === count))
      throw usage(
        `--fields-${slide}: ${file} must hold the fields "${place} 1" to "${place} ${count}" once each.`,
      );
  }
  return found;
}

/**
 * Before anything is counted in them. @param grid of the slide's tissue map
 * @throws TimescopeError USAGE for a field of another size, off the slide, or on another of its place
 */
export function requireFieldsOnSlide(
  slide: SlideOfPatient,
  fields: readonly PlacedField[],
  grid: MapGrid,
  fieldUm: number,
): void {
  const edge = edgeCells(fieldUm);
  for (const field of fields) {
    const name = `--fields-${slide}: the field "${field.place} ${field.index + 1}"`;
    const { across, down } = cellsUnder(field, grid);
    if (across !== edge || down !== edge)
      throw usage(`${name} is not ${fieldUm} um wide and high, as --field asks.`);
    const others = fields.filter(other => other !== field && other.place === field.place);
    const found = misplaced(field, others, grid);
    if (found === 'off the slide') throw usage(`${name} lies beyond the edge of the slide.`);
    if (found) throw usage(`${name} lies on another one; cells count once.`);
  }
}

const isPlace = (text: string | undefined): text is PlacedField['place'] =>
  text === 'centre' || text === 'margin' || text === 'ratio';

const usage = (message: string): TimescopeError =>
  new TimescopeError('USAGE', message, {
    kind: 'usage',
    nextStep: 'Move the fields of the fields.geojson that --out wrote for this slide, and keep their names.',
  });
