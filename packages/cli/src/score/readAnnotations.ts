import { messageOf, TimescopeError } from '@timescope/core/errors';
import type { Annotation } from '@timescope/extension-ihc-scoring/pipeline/annotations';
import { annotationsFromGeoJson } from '@timescope/extension-ihc-scoring/pipeline/annotations/annotationsFromGeoJson';
import {
  geoJsonShapes,
  type DrawnShape,
} from '@timescope/extension-ihc-scoring/pipeline/annotations/geoJsonShapes';
import { readFile } from 'node:fs/promises';
import { saidOf } from '../saidOf';

/**
 * The drawn areas of a GeoJSON file, in pixels of the full-resolution image.
 * @throws TimescopeError EMPTY_ROI for a file that cannot be read or holds something else.
 */
export async function readAnnotations(file: string): Promise<Annotation[]> {
  return saidOf(file, async () => annotationsFromGeoJson(await readGeoJson(file)));
}

/** The same as it was drawn, of any kind and class. @throws TimescopeError EMPTY_ROI */
export const readShapes = (file: string, what = file): Promise<readonly DrawnShape[]> =>
  saidOf(what, async () => geoJsonShapes(await readGeoJson(file)));

/** Some editors on Windows begin a text with it; JSON knows no such mark. */
const BYTE_ORDER_MARK = /^\uFEFF/;

/** @throws TimescopeError EMPTY_ROI for a file that is missing or not JSON. */
export async function readGeoJson(file: string): Promise<unknown> {
  try {
    return JSON.parse((await readFile(file, 'utf8')).replace(BYTE_ORDER_MARK, '')) as unknown;
  } catch (cause) {
    throw new TimescopeError('EMPTY_ROI', `The GeoJSON file cannot be read (${messageOf(cause)}).`, {
      nextStep: 'Give a GeoJSON file.',
      cause,
    });
  }
}
