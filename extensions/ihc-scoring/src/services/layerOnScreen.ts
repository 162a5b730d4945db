import type { LayerChoice, LayersOffered } from '@timescope/core/dicom/read/slideLayers';

/**
 * What the slide must be opened with again so that it shows the optical path and focal plane that the reading says.
 * @param opened What it was opened with.
 * @param asked What the reading says; empty: what the slide shows unasked.
 * @returns undefined when it shows that, or has no such path
 */
export function layerToOpen(
  opened: LayerChoice,
  asked: LayerChoice,
  { opticalPaths }: LayersOffered,
): LayerChoice | undefined {
  const { opticalPath } = asked;
  const isOffered = opticalPath === undefined || opticalPaths.includes(opticalPath);
  return isOffered && !isSameLayer(opened, asked) ? asked : undefined;
}

const isSameLayer = (a: LayerChoice, b: LayerChoice): boolean => textOf(a) === textOf(b);

const textOf = ({ opticalPath, focalPlane }: LayerChoice): string =>
  JSON.stringify([opticalPath, focalPlane]);
