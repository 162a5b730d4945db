import { TimescopeError } from '@timescope/core/errors';
import { intersection } from '@timescope/core/raster';
import { annotationsFromGeoJson } from '../../pipeline/annotations/annotationsFromGeoJson';
import { ringEdges } from '../../pipeline/annotations/ringEdges';
import type { Annotation } from '../../pipeline/annotations';
import { strings } from '../../strings';

/**
 * The areas of a GeoJSON file that touch the slide.
 * @param name the file's, for the messages
 * @throws TimescopeError EMPTY_ROI for what is no GeoJSON of areas, or when all of them lie elsewhere
 */
export function regionsFromFile(
  text: string,
  name: string,
  slide: { readonly width: number; readonly height: number },
): { readonly areas: readonly Annotation[]; readonly outside: number } {
  const all = annotationsFromGeoJson(parsed(text, name));
  const whole = { x: 0, y: 0, width: slide.width, height: slide.height };
  const areas = all.filter(({ rings }) => intersection(ringEdges(rings).bounds, whole) !== undefined);
  if (areas.length === 0)
    throw new TimescopeError('EMPTY_ROI', strings.allOutside(name), { nextStep: strings.allOutsideNext });
  return { areas, outside: all.length - areas.length };
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TimescopeError('EMPTY_ROI', strings.notJson(name), { nextStep: strings.notJsonNext, cause });
  }
}
