import { TimescopeError } from '@timescope/core/errors';
import { TISSUE_CLASSES, TISSUE_NAMES } from '@timescope/core/tissueClass';
import type { Annotation } from '../annotations';
import { annotationsOfShapes } from '../annotations/annotationsFromGeoJson';
import { geoJsonShapes, type DrawnShape } from '../annotations/geoJsonShapes';
import type { MapClass } from './classMap';
import type { DrawnTissue } from './tissueSource';

/** The short names, the long ones, and what else readers call the same. Without case. */
const CLASS_NAMES: ReadonlyMap<string, MapClass> = new Map<string, MapClass>([
  ...TISSUE_CLASSES.flatMap(name => [
    [name.toLowerCase(), name] as const,
    [TISSUE_NAMES[name].toLowerCase(), name] as const,
  ]),
  ['tumor', 'TUM'],
  ['tumour', 'TUM'],
  ['fat', 'ADI'],
  ['necrosis', 'DEB'],
  ['immune cells', 'LYM'],
  ['muscle', 'MUS'],
  ['normal', 'NOR'],
  ['other', 'OTH'],
]);

/** What a reader drew on a slide: classes of tissue, and areas that limit what is measured. */
export interface DrawnOnSlide {
  readonly tissue: readonly DrawnTissue[];
  /** Regions, areas to leave out and controls; tumour and stroma stand in `tissue` only. */
  readonly limits: readonly Annotation[];
}

/**
 * The drawn areas of a GeoJSON document: the nine classes by short or long name beside QuPath's Region*, Ignore* and
 * Control. @throws TimescopeError EMPTY_ROI for lines, points and classes that we do not know
 */
export function tissueAreas(geoJson: unknown): DrawnOnSlide {
  const tissue: DrawnTissue[] = [];
  const others: DrawnShape[] = [];
  for (const shape of geoJsonShapes(geoJson)) {
    const className = CLASS_NAMES.get((shape.className ?? '').toLowerCase());
    if (className === undefined || shape.kind !== 'area') others.push(shape);
    else tissue.push({ className, rings: shape.rings });
  }
  if (tissue.length === 0 && others.length === 0)
    throw new TimescopeError('EMPTY_ROI', 'The GeoJSON holds no drawn area; expected tumour and stroma.', {
      nextStep: 'Draw areas of the classes Tumor and Stroma and export them as GeoJSON.',
    });
  return { tissue, limits: others.length === 0 ? [] : annotationsOfShapes(others) };
}
