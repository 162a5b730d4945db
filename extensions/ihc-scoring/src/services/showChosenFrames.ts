import type { Slide } from '@timescope/core/dicom/read/slide';
import { storedFrame } from '@timescope/core/dicom/read/slidePixelSource';
import type { ManagedViewer, MapLayer } from './microscopy';

type Viewer = ManagedViewer['viewer'];

/** What the viewer inside the stock extension keeps of an optical path: by level, `row-column-path` -> `UID/frames/number`. */
interface KeptPath {
  readonly pyramid: { readonly frameMappings: readonly Record<string, string>[] };
}

/**
 * The viewer inside the stock extension knows no focal planes, and of colours only the first optical path: it shows the
 * first layer whatever is chosen. Its own list of which frame is which tile is changed to the chosen layer's.
 * @returns whether the viewer shows the chosen layer now
 */
export function showChosenFrames(viewer: Viewer, slide: Slide): boolean {
  const { opticalPaths, depthsUm } = slide.layers;
  if (opticalPaths.length < 2 && depthsUm.length < 2) return true;
  const mappings = keptPaths(viewer).flatMap(({ pyramid }) => pyramid.frameMappings);
  for (const mapping of mappings) changeMapping(mapping, slide);
  for (const layer of viewer.getMap().getLayers().getArray()) askAgain(layer);
  return mappings.length > 0;
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

function changeMapping(mapping: Record<string, string>, { levels }: Slide): void {
  for (const [key, address] of Object.entries(mapping)) {
    const [row = '', column = ''] = key.split('-');
    const [uid] = address.split('/');
    const level = levels.find(({ parts }) => parts.some(({ sopInstanceUid }) => sopInstanceUid === uid));
    const stored = level && storedFrame(level, Number(column) - 1, Number(row) - 1);
    if (stored) mapping[key] = `${stored.sopInstanceUid}/frames/${stored.frame}`;
  }
}

/** Tiles that came before are asked for once more. */
function askAgain(layer: MapLayer): void {
  const source = (layer as { getSource?: () => unknown }).getSource?.();
  if (typeof source === 'object' && source !== null && 'refresh' in source)
    (source as { refresh(): void }).refresh();
}
