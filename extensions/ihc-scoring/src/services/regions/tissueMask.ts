import type { PlacedMask } from '../../pipeline/annotations/maskRings';
import { ARTEFACT } from '../../pipeline/artefacts/artefact';
import type { InspectedTissue } from '../../pipeline/inspect/slideInspection';

/** The tissue that is measured, as a mask over the slide. */
export const tissueMask = (tissue: InspectedTissue | undefined): PlacedMask | undefined =>
  tissue && {
    width: tissue.width,
    height: tissue.height,
    values: tissue.artefact.map(code => (code === ARTEFACT.none ? 1 : 0)),
    origin: { x: 0, y: 0 },
    step: tissue.blockMatrix,
  };
