import type { Annotation } from '@timescope/extension-ihc-scoring/pipeline/annotations';
import {
  geoJsonFeatures,
  geoJsonShapes,
  member,
} from '@timescope/extension-ihc-scoring/pipeline/annotations/geoJsonShapes';
import type { Rings } from '@timescope/extension-ihc-scoring/pipeline/annotations/ringGrid';
import { tissueAreas } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/tissueAreas';
import type { DrawnTissue } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/tissueSource';
import { saidOf } from '../saidOf';
import { readGeoJson } from '../score/readAnnotations';

/** What readers drew on a slide and what they left of the cells that were found, in matrix pixels. */
export interface DrawnObjects {
  readonly tissue: readonly DrawnTissue[];
  /** Regions, areas to leave out and controls. */
  readonly limits: readonly Annotation[];
  /** The outline of each nucleus. */
  readonly nuclei: readonly Rings[];
}

/** All that the files hold together. @throws TimescopeError EMPTY_ROI as the parsers, with the file's name */
export async function readDrawnObjects(files: readonly string[]): Promise<DrawnObjects> {
  const parts: DrawnObjects[] = [];
  for (const file of files) parts.push(await saidOf(file, async () => drawnObjects(await readGeoJson(file))));
  return {
    tissue: parts.flatMap(({ tissue }) => tissue),
    limits: parts.flatMap(({ limits }) => limits),
    nuclei: parts.flatMap(({ nuclei }) => nuclei),
  };
}

/** @throws TimescopeError EMPTY_ROI for lines, points and classes that we do not know */
export function drawnObjects(geoJson: unknown): DrawnObjects {
  const features = geoJsonFeatures(geoJson);
  const areas = features.filter(each => !isNucleus(each));
  const drawn = areas.length === 0 && features.length > 0 ? NO_AREAS : tissueAreas(areas);
  const nuclei = geoJsonShapes(features.filter(isNucleus).map(nucleusOf))
    .filter(({ kind, className = '' }) => kind === 'area' && !/^ignore/i.test(className))
    .map(({ rings }) => rings);
  return { ...drawn, nuclei };
}

const NO_AREAS = { tissue: [], limits: [] };

/** Kinds of QuPath's objects; those with "Path" are of versions before 0.3. */
const CELL_KINDS = ['cell', 'detection', 'PathCellObject', 'PathDetectionObject'];

/** A cell or detection, ours or QuPath's, or an annotation of the class Nucleus. */
function isNucleus(feature: unknown): boolean {
  const properties = member(feature, 'properties');
  const kinds = [member(properties, 'objectType'), member(feature, 'id')];
  const className = member(member(properties, 'classification'), 'name');
  return (
    typeof member(feature, 'nucleusGeometry') === 'object' ||
    kinds.some(kind => CELL_KINDS.some(known => known === kind)) ||
    (typeof className === 'string' && className.toLowerCase() === 'nucleus')
  );
}

const nucleusOf = (feature: unknown) => ({
  type: 'Feature',
  geometry: member(feature, 'nucleusGeometry') ?? member(feature, 'geometry'),
  properties: member(feature, 'properties'),
});
