import { tilesAcross, tilesDown } from '@timescope/core/dicom/read/frameLayout';
import type { Slide } from '@timescope/core/dicom/read/slide';
import type { SlideLevel } from '@timescope/core/dicom/read/slideLevel';
import { storedFrame } from '@timescope/core/dicom/read/slidePixelSource';
import type { ManagedViewer, MapLayer } from './microscopy';

type Viewer = ManagedViewer['viewer'];

type Mapping = Record<string, string>;

/** What the viewer inside the stock extension keeps of an optical path: by level, `row-column-path` -> `UID/frames/number`. */
interface KeptPath {
  readonly pyramid: { readonly frameMappings: readonly Mapping[]; readonly metadata?: readonly KeptLevel[] };
}

/** The size of a level and of its tiles, in pixels. */
interface KeptLevel {
  readonly TotalPixelMatrixColumns?: number;
  readonly TotalPixelMatrixRows?: number;
  readonly Columns?: number;
  readonly Rows?: number;
}

/** The paths that a level's tiles are kept under: a level that was emptied no longer tells them. */
const pathsOfMapping = new WeakMap<Mapping, readonly string[]>();

/**
 * The viewer inside the stock extension knows no focal planes, and of colours only the first optical path: it shows the
 * first layer whatever is chosen. Its own list of which frame is which tile is changed to the chosen layer's; a tile that
 * this layer does not have stays empty.
 * @returns whether the viewer shows the chosen layer now, and nothing else, at every level
 */
export function showChosenFrames(viewer: Viewer, { layers, levels }: Slide): boolean {
  if (layers.opticalPaths.length < 2 && layers.depthsUm.length < 2) return true;
  const changed = keptPaths(viewer).flatMap(({ pyramid: { frameMappings, metadata } }) =>
    frameMappings.map((mapping, at) => changeMapping(mapping, metadata?.[at], levels)),
  );
  for (const layer of viewer.getMap().getLayers().getArray()) askAgain(layer);
  return changed.length > 0 && changed.every(Boolean);
}

/** It keeps them under a symbol of its own; none where another version of the viewer keeps them elsewhere. */
function keptPaths(viewer: Viewer): readonly KeptPath[] {
  const symbol = Object.getOwnPropertySymbols(viewer).find(
    ({ description }) => description === 'opticalPaths',
  );
  const kept: unknown = symbol && Reflect.get(viewer, symbol);
  return typeof kept === 'object' && kept !== null ? Object.values(kept).filter(isKeptPath) : [];
}

const isKeptPath = (value: unknown): value is KeptPath =>
  Array.isArray((value as Partial<KeptPath> | null)?.pyramid?.frameMappings);

/**
 * Levels are told by their size: each optical path may have images of its own, with other UIDs.
 * @returns whether the chosen layer has this level
 */
function changeMapping(mapping: Mapping, kept: KeptLevel | undefined, levels: Slide['levels']): boolean {
  if (!kept) return false;
  const paths = pathsOfMapping.get(mapping) ?? pathsOf(mapping);
  pathsOfMapping.set(mapping, paths);
  for (const key of Object.keys(mapping)) Reflect.deleteProperty(mapping, key);
  const level = levels.find(each => isOfSize(each, kept));
  if (level) fillMapping(mapping, paths, level);
  return level !== undefined;
}

const pathsOf = (mapping: Mapping): readonly string[] => [
  ...new Set(Object.keys(mapping).map(key => key.replace(/^\d+-\d+-/, ''))),
];

const isOfSize = (level: SlideLevel, kept: KeptLevel): boolean =>
  level.width === kept.TotalPixelMatrixColumns &&
  level.height === kept.TotalPixelMatrixRows &&
  level.tileWidth === kept.Columns &&
  level.tileHeight === kept.Rows;

function fillMapping(mapping: Mapping, paths: readonly string[], level: SlideLevel): void {
  for (let row = 0; row < tilesDown(level); row++)
    for (let column = 0; column < tilesAcross(level); column++) {
      const stored = storedFrame(level, column, row);
      if (!stored) continue;
      for (const path of paths)
        mapping[`${row + 1}-${column + 1}-${path}`] = `${stored.sopInstanceUid}/frames/${stored.frame}`;
    }
}

/** Tiles that came before are asked for once more. */
function askAgain(layer: MapLayer): void {
  const source = (layer as { getSource?: () => unknown }).getSource?.();
  if (typeof source === 'object' && source !== null && 'refresh' in source)
    (source as { refresh(): void }).refresh();
}
