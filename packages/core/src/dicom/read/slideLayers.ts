import { TimescopeError } from '../../errors';
import { item, items, number, text, type DicomJson } from '../json';
import { frameGroups, isSparse, tilesAcross, tilesDown, type TileGrid } from './frameLayout';
import { framesOf, type SlideImage } from './slideImages';

/** The pixels of one optical path at one focal plane, of which an image may hold several. They are never averaged. */
export interface SlideLayer {
  /** Optical Path Identifier; empty when the image does not describe its optical path. */
  readonly opticalPath: string;
  /** Height in the slide coordinate system in micrometres; undefined when the image does not say. */
  readonly depthUm: number | undefined;
  /** Number of the plane in a full tiling, from 0. */
  readonly plane: number;
  /** Layers before this one in a full tiling. */
  readonly before: number;
}

/** What the reader wants of a slide with several optical paths or focal planes. */
export interface LayerChoice {
  readonly opticalPath?: string;
  /** `plane` counts from 1 at the smallest depth; `depth` takes the nearest plane. */
  readonly focalPlane?:
    { readonly kind: 'plane'; readonly number: number } | { readonly kind: 'depth'; readonly um: number };
}

/** @throws TimescopeError GEOMETRY when the number of frames does not fit the tiles and layers. */
export function layersOf(image: SlideImage, grid: TileGrid): readonly SlideLayer[] {
  if (isSparse(image)) return sparseLayers(image);
  const paths = fullPaths(image.dataset);
  const depths = fullDepths(image.dataset);
  const layers = paths.flatMap((opticalPath, path) =>
    depths.map((depthUm, plane) => ({ opticalPath, depthUm, plane, before: path * depths.length + plane })),
  );
  const tiles = tilesAcross(grid) * tilesDown(grid);
  const frames = framesOf(image);
  if (frames === tiles * layers.length) return layers;
  // Some writers describe all paths of the scanner in each image that holds one of them.
  if (frames === tiles) return layers.slice(0, 1);
  throw new TimescopeError(
    'GEOMETRY',
    `Level has ${frames} frames where its size asks for ${tiles * layers.length}.`,
    { nextStep: 'Export the slide again from its scanner or archive.' },
  );
}

/** In a full tiling all planes of the first path come first, then those of the next (PS3.3 C.7.6.17.3). */
function fullPaths(dataset: DicomJson): readonly string[] {
  const shared = items(dataset, '52009229').flatMap(group => pathOf(group) ?? []);
  if (shared.length > 0) return shared.slice(0, 1);
  const described = items(dataset, '00480105').map(path => text(path, '00480106') ?? '');
  const used = described.slice(0, Math.max(1, number(dataset, '00480302') ?? described.length));
  return used.length > 0 ? used : [''];
}

function fullDepths(dataset: DicomJson): readonly (number | undefined)[] {
  const planes = Math.min(MOST_PLANES, Math.max(1, number(dataset, '00480303') ?? 1));
  const origin = item(dataset, '00480008');
  const first = (origin && number(origin, '0040074A')) ?? 0;
  const [shared] = items(dataset, '52009229');
  const measures = shared && item(shared, '00289110');
  const stepMm = measures && number(measures, '00180088');
  return Array.from({ length: planes }, (_, plane) =>
    planes === 1 ? first : stepMm === undefined ? undefined : first + plane * stepMm * 1000,
  );
}

/** More planes than any scanner takes; a larger number in a header is refused by the number of frames. Ours. */
const MOST_PLANES = 4096;

function sparseLayers(image: SlideImage): readonly SlideLayer[] {
  const layers = new Map<string, SlideLayer>();
  for (const groups of frameGroups(image)) {
    const layer = layerOfFrame(groups, image.dataset);
    const key = `${layer.opticalPath}@${String(layer.depthUm)}`;
    if (!layers.has(key)) layers.set(key, layer);
  }
  return [...layers.values()];
}

/** Where a frame of a sparse tiling belongs; what holds for all frames stands in the shared groups. */
export function layerOfFrame(groups: DicomJson, dataset: DicomJson): SlideLayer {
  const [shared] = items(dataset, '52009229');
  const [described] = items(dataset, '00480105');
  const position = item(groups, '0048021A');
  const opticalPath =
    pathOf(groups) ?? (shared && pathOf(shared)) ?? (described && text(described, '00480106')) ?? '';
  return { opticalPath, depthUm: (position && number(position, '0040074A')) ?? 0, plane: 0, before: 0 };
}

function pathOf(groups: DicomJson): string | undefined {
  const path = item(groups, '00480207');
  return path && text(path, '00480106');
}

/** What a reader may choose among, and what is used. */
export interface LayersOffered {
  /** Identifiers, in the order of the file. */
  readonly opticalPaths: readonly string[];
  readonly opticalPath: string;
  /** Depths of the focal planes of that path in micrometres, the smallest first; undefined where not stated. */
  readonly depthsUm: readonly (number | undefined)[];
  /** Number of the focal plane that is used, from 0. */
  readonly plane: number;
}

export interface ChosenLayer extends LayersOffered {
  readonly depthUm: number | undefined;
  /** Sentences about a choice that was made for the reader; empty when there was nothing to choose. */
  readonly warnings: readonly string[];
}

/**
 * The optical path and focal plane of a whole slide. Not asked for, they are the first path, and the middle plane
 * (ours: scanners take their planes around the best focus).
 * @param layers of all images, those of the finest image first.
 * @throws TimescopeError USAGE for a path or plane that the slide does not have.
 */
export function chosenLayer(layers: readonly SlideLayer[], choice: LayerChoice): ChosenLayer {
  const paths = [...new Set(layers.map(layer => layer.opticalPath))];
  const [firstPath = ''] = paths;
  const opticalPath = choice.opticalPath ?? firstPath;
  if (!paths.includes(opticalPath))
    throw noSuch(`no optical path "${opticalPath}"; it has ${paths.map(path => `"${path}"`).join(', ')}`);
  const depths = planesOf(layers.filter(layer => layer.opticalPath === opticalPath));
  const plane = planeOf(depths, choice);
  return {
    opticalPaths: paths,
    opticalPath,
    depthsUm: depths,
    depthUm: depths[plane],
    plane,
    warnings: [
      ...(paths.length > 1 ? [`The slide has ${paths.length} optical paths; "${opticalPath}" is used.`] : []),
      ...(depths.length > 1 ? [planeUsed(depths, plane)] : []),
    ],
  };
}

function planesOf(layers: readonly SlideLayer[]): readonly (number | undefined)[] {
  const known = [...new Set(layers.flatMap(({ depthUm }) => depthUm ?? []))].sort((a, b) => a - b);
  const isUnknown = layers.some(({ depthUm }) => depthUm === undefined);
  if (!isUnknown) return known;
  return Array.from({ length: Math.max(...layers.map(({ plane }) => plane)) + 1 }, () => undefined);
}

function planeOf(depths: readonly (number | undefined)[], { focalPlane }: LayerChoice): number {
  if (focalPlane === undefined) return (depths.length - 1) >> 1;
  if (focalPlane.kind === 'plane') {
    if (Number.isInteger(focalPlane.number) && focalPlane.number >= 1 && focalPlane.number <= depths.length)
      return focalPlane.number - 1;
    throw noSuch(`no focal plane ${focalPlane.number}; it has ${depths.length}`);
  }
  const distances = depths.map(depth => (depth === undefined ? Infinity : Math.abs(depth - focalPlane.um)));
  const nearest = Math.min(...distances);
  if (nearest < Infinity) return distances.indexOf(nearest);
  throw noSuch('focal planes without depths; choose one by its number');
}

function planeUsed(depths: readonly (number | undefined)[], plane: number): string {
  const depth = depths[plane];
  const at = depth === undefined ? '' : ` (at ${Number(depth.toFixed(3))} um)`;
  return `The slide has ${depths.length} focal planes; number ${plane + 1}${at} is used.`;
}

const noSuch = (what: string): TimescopeError =>
  new TimescopeError('USAGE', `The slide has ${what}.`, {
    kind: 'usage',
    nextStep: 'Choose one that it has, or leave the choice out.',
  });

/** The layer of an image that comes nearest to the chosen one; undefined when it has none of that optical path. */
export function nearestLayer(layers: readonly SlideLayer[], chosen: ChosenLayer): SlideLayer | undefined {
  const candidates = layers.filter(layer => layer.opticalPath === chosen.opticalPath);
  const { depthUm } = chosen;
  if (depthUm === undefined) return candidates.find(({ plane }) => plane === chosen.plane) ?? candidates[0];
  return candidates.reduce<SlideLayer | undefined>(
    (best, layer) => (best && distance(best, depthUm) <= distance(layer, depthUm) ? best : layer),
    undefined,
  );
}

export const distance = (layer: SlideLayer, depthUm: number): number =>
  Math.abs((layer.depthUm ?? 0) - depthUm);
