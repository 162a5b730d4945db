import { holdsControls } from '@timescope/core/controlCharacters';
import { TimescopeError } from '@timescope/core/errors';
import type { Annotation, AnnotationRole } from '../annotations';
import { geoJsonShapes, type DrawnShape } from './geoJsonShapes';

/** QuPath's class names, without case; those that end in * are its own for areas without cells. */
const ROLES: ReadonlyMap<string, AnnotationRole> = new Map<string, AnnotationRole>([
  ['tumor', 'tumour'],
  ['tumour', 'tumour'],
  ['stroma', 'stroma'],
  ['other', 'other'],
  ['region', 'region'],
  ['region*', 'region'],
  ['ignore', 'exclude'],
  ['ignore*', 'exclude'],
  ['exclude', 'exclude'],
  ['control', 'control'],
]);

const KNOWN = 'Tumor, Stroma, Other, Region*, Ignore*, Control or no class';

/**
 * The drawn areas of a GeoJSON document as QuPath writes it. An area without a class is a region.
 * @throws TimescopeError EMPTY_ROI without any area, for lines and points, for names with control characters, and for
 * classes that we do not know: an area left out silently would change the score.
 */
export const annotationsFromGeoJson = (geoJson: unknown): Annotation[] =>
  annotationsOfShapes(geoJsonShapes(geoJson));

/** @throws TimescopeError as annotationsFromGeoJson */
export function annotationsOfShapes(shapes: readonly DrawnShape[]): Annotation[] {
  if (shapes.length === 0) throw unusable('The GeoJSON holds no drawn area');
  const unknown = shapes.map(({ className }) => className).filter(name => roleOf(name) === undefined);
  if (unknown.length > 0)
    throw unusable(
      `The GeoJSON has areas of the class ${[...new Set(unknown)].map(name => `"${name ?? ''}"`).join(', ')}`,
    );
  if (shapes.some(({ name = '' }) => holdsControls(name)))
    throw new TimescopeError(
      'EMPTY_ROI',
      'The name of an area holds control characters, which cannot be stored.',
      {
        nextStep: 'Type the name anew and export the areas again as GeoJSON.',
      },
    );
  return shapes.map(annotationOf);
}

function annotationOf({ kind, name, className, rings }: DrawnShape): Annotation {
  const role = roleOf(className);
  if (kind !== 'area' || role === undefined) throw unusable('The GeoJSON holds lines or points');
  return { name: name ?? className ?? 'Region', role, rings };
}

const roleOf = (className: string | undefined): AnnotationRole | undefined =>
  className === undefined ? 'region' : ROLES.get(className.toLowerCase());

const unusable = (what: string): TimescopeError =>
  new TimescopeError('EMPTY_ROI', `${what}; expected closed areas with the class ${KNOWN}.`, {
    nextStep: 'Give the areas one of these classes and export them again as GeoJSON.',
  });
