import { seenBy } from './measureTile';
import type { ScoreRequest } from './scoreRequest';
import type { SlideJob, TileTask } from './slideJob';
import type { TissueMap } from './tissue';

/** What the tiles of a request are measured by, once the slide's stain and tissue are known. */
export function slideJobOf(
  request: ScoreRequest,
  tasks: readonly TileTask[],
  { tissue, ...found }: Pick<SlideJob, 'frame' | 'settings' | 'tissue' | 'stain'>,
): SlideJob {
  const compartments = request.compartments ?? { kind: 'drawn' };
  const areas = tasks.map(task => seenBy(task, { ...found, compartments }));
  return {
    ...found,
    tissue: mapOf(tissue),
    annotations: request.annotations ?? [],
    compartments,
    cellTypes: request.cellTypes ?? { kind: 'none' },
    mostPixels: areas.reduce((most, { width, height }) => Math.max(most, width * height), 0),
  };
}

/** Every worker gets a copy: what only the result asks for stays behind. */
const mapOf = ({ width, height, blockMatrix, isTissue, nearTissue }: TissueMap): TissueMap => ({
  width,
  height,
  blockMatrix,
  isTissue,
  nearTissue,
});
