import { messageOf, TimescopeError } from '@timescope/core/errors';
import type { Annotation } from '@timescope/extension-ihc-scoring/pipeline/annotations';
import { annotationsFromGeoJson } from '@timescope/extension-ihc-scoring/pipeline/annotations/annotationsFromGeoJson';
import { readFile } from 'node:fs/promises';

/**
 * The drawn areas of a GeoJSON file, in pixels of the full-resolution image.
 * @throws TimescopeError EMPTY_ROI for a file that cannot be read or holds something else.
 */
export async function readAnnotations(file: string): Promise<Annotation[]> {
  return annotationsFromGeoJson(await readGeoJson(file));
}

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
